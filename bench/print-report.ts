import type { PhaseReport } from './alternate.ts'
import type { Machine } from './describe-machine.ts'
import type { CpuMs, LatencyMs } from './round.ts'
import type { BenchReport } from './run-bench.ts'

const number = (value: number, digits: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

const heads = [
  '',
  'per second',
  'p50 ms',
  'p95',
  'p99',
  'server ms',
  'database ms',
  'floor/s',
  'of floor',
  'lost',
  'doubled',
]

function cells(name: string, phase: PhaseReport): string[] {
  const { latencyMs, cpuMsPerRequest, ratePerSecond, floorRatePerSecond } = phase
  const { server, database } = cpuMsPerRequest
  return [
    name,
    number(ratePerSecond, 0),
    number(latencyMs.p50, 2),
    number(latencyMs.p95, 2),
    number(latencyMs.p99, 2),
    number(server, 3),
    database === null ? '?' : number(database, 3),
    number(floorRatePerSecond, 0),
    `${number((100 * ratePerSecond) / floorRatePerSecond, 0)} %`,
    String(phase.lost),
    String(phase.doubled),
  ]
}

export function printTable(rows: string[][]): void {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  for (const row of rows) {
    const line = row.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
    )
    console.log(line.join('  '))
  }
}

const milliseconds = ({ p50, p95, p99 }: LatencyMs): string =>
  `p50 ${number(p50, 2)}, p95 ${number(p95, 2)}, p99 ${number(p99, 2)} ms`

const cost = ({ server, database }: CpuMs): string =>
  `server ${number(server, 3)} ms, database ${database === null ? '?' : number(database, 3)} ms`

function furtherLines({ phases, history, refusals }: BenchReport): string[] {
  const lines = Object.entries(phases)
    .filter(([, phase]) => phase !== undefined)
    .map(([name, phase]) => {
      const { floorCpuMsPerRequest, floorLatencyMs, generatorCpuMsPerRequest: generator } = phase
      return `Beside ${name}: floor ${cost(floorCpuMsPerRequest)}, ${milliseconds(floorLatencyMs)}; generator ${number(generator, 3)} ms`
    })
  const { enroll, checkin, inventory } = phases
  if (enroll) {
    const { ratePerSecond, cpuMsPerRequest, ratePerServerCpuSecond } = enroll.scep
    lines.push(
      `SCEP alone: ${number(ratePerSecond, 0)}/s, ${cost(cpuMsPerRequest)}: ${number(ratePerServerCpuSecond, 0)}/s on one core of the server`,
    )
  }
  if (checkin) {
    const { ratePerSecond, cpuMsPerRequest, latencyMs } = checkin.unchanged
    lines.push(
      `TokenUpdate that changes nothing: ${number(ratePerSecond, 0)}/s, ${cost(cpuMsPerRequest)}, ${milliseconds(latencyMs)}`,
    )
  }
  if (inventory) {
    const { quiet, wave } = inventory.idle
    lines.push(
      `Idle polls, quiet: ${milliseconds(quiet)}; during the wave: ${milliseconds(wave)} (p99 × ${number(wave.p99 / quiet.p99, 1)})`,
      `The last large answer was digested ${number(inventory.digestedAfterSeconds, 1)} s after the wave`,
    )
  }
  if (history) {
    for (const name of ['idle', 'answer'] as const) {
      const { without, with: after } = history
      lines.push(
        `${name} without history: ${milliseconds(without[name].latencyMs)}, ${cost(without[name].cpuMsPerRequest)}`,
        `${name} with ${number(history.rows, 0)} rows: ${milliseconds(after[name].latencyMs)}, ${cost(after[name].cpuMsPerRequest)}`,
      )
    }
    lines.push(`Plans with and without history are ${history.plansUnchanged ? 'the same' : 'DIFFERENT'}`)
  }
  return [...lines, ...refusals.map(([what, times]) => `${times} × ${what}`)]
}

/** Writes the figures for people. */
export function printReport(report: { machine: Machine } & BenchReport): void {
  const { cpu, cores, memoryGb, node, system, loadBefore } = report.machine
  const load = number(loadBefore, 2)
  console.log(`\n${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}, load before ${load}\n`)
  const measured = Object.entries(report.phases).filter(([, phase]) => phase !== undefined)
  printTable([heads, ...measured.map(([name, phase]) => cells(name, phase))])
  console.log('')
  for (const line of furtherLines(report)) console.log(line)
}
