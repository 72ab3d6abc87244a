import { writeFileSync } from 'node:fs'
import { describeMachine } from './describe-machine.ts'
import { BenchOptionError, benchHelp, readOptions } from './options.ts'
import { printReport } from './print-report.ts'
import { runBench } from './run-bench.ts'

async function run(words: string[]): Promise<void> {
  const options = readOptions(words)
  if (!options) return console.log(benchHelp)
  const startedAt = Date.now()
  const machine = describeMachine()
  const report = { machine, ...(await runBench(options, (line) => console.log(line))) }
  if (options.jsonFile) writeFileSync(options.jsonFile, `${JSON.stringify(report, null, 2)}\n`)
  printReport(report)
  console.log(`\nIt took ${Math.round((Date.now() - startedAt) / 1000)} seconds.`)
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof BenchOptionError ? error.message : error)
  process.exitCode = 1
}
