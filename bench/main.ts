import { writeFileSync } from 'node:fs'
import { describeMachine } from './describe-machine.ts'
import { BenchOptionError, type BenchOptions, benchHelp, readOptions } from './options.ts'
import { printReport } from './print-report.ts'
import { runBench } from './run-bench.ts'
import { runSwarm } from './swarm/run-swarm.ts'

function keep({ jsonFile }: BenchOptions, report: object): void {
  if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(report, null, 2)}\n`)
}

/** A flag that is not there, or not like that. */
function isMisspelt(error: unknown): error is Error {
  if (error instanceof BenchOptionError) return true
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

async function run(words: string[]): Promise<void> {
  const options = readOptions(words)
  if (!options) return console.log(benchHelp)
  const startedAt = Date.now()
  const machine = describeMachine()
  const say = (line: string) => console.log(line)
  if (options.swarm === null) {
    const report = { machine, ...(await runBench(options, say)) }
    keep(options, report)
    printReport(report)
  } else {
    const swarm = await runSwarm(options, options.swarm, say)
    keep(options, { machine, phases: {}, swarm })
    console.log(swarm)
    if (swarm.lost > 0 || swarm.doubled > 0) process.exitCode = 1
  }
  console.log(`\nIt took ${Math.round((Date.now() - startedAt) / 1000)} seconds.`)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
try {
  await run(process.argv.slice(2))
} catch (error) {
  console.error(isMisspelt(error) ? error.message : error)
  process.exitCode = 1
}
