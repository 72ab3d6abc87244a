import type { PhaseReport } from './alternate.ts'
import type { Machine } from './describe-machine.ts'
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

/** Writes the figures for people. */
export function printReport(report: { machine: Machine } & BenchReport): void {
  const { machine, phases, refusals } = report
  const { cpu, cores, memoryGb, node, system, loadBefore } = machine
  console.log(
    `\n${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}, load before ${number(loadBefore, 2)}\n`,
  )
  printTable([heads, ...Object.entries(phases).map(([name, phase]) => cells(name, phase))])
  for (const [name, phase] of Object.entries(phases)) {
    const { floorCpuMsPerRequest: floor } = phase
    console.log(
      `floor beside ${name}: server ${number(floor.server, 3)} ms, database ${number(floor.database ?? 0, 3)} ms, p99 ${number(phase.floorLatencyMs.p99, 2)} ms`,
    )
  }
  for (const [what, times] of refusals) console.log(`${times} × ${what}`)
}
