import type { PhaseReport } from './alternate.ts'
import { type Bench, openBench } from './open-bench.ts'
import { type BenchOptions, type PhaseName, phaseNames } from './options.ts'
import { benchAnswer } from './phases/answer.ts'
import { benchCheckin } from './phases/checkin.ts'
import { benchEnroll } from './phases/enroll.ts'
import { benchIdle } from './phases/idle.ts'

export type BenchReport = {
  phases: Partial<Record<PhaseName, PhaseReport>>
  /** What the server refused or failed at, by its log. */
  refusals: [string, number][]
}

const runners: Partial<Record<PhaseName, (bench: Bench) => Promise<PhaseReport>>> = {
  checkin: benchCheckin,
  idle: benchIdle,
  answer: benchAnswer,
}

/** Runs the phases that were asked for. Macs must have enrolled for any of them. */
export async function runBench(options: BenchOptions, say: (line: string) => void): Promise<BenchReport> {
  const bench = await openBench(options, say)
  try {
    const phases: BenchReport['phases'] = {}
    say('enroll ...')
    const enroll = await benchEnroll(bench)
    if (options.phases.has('enroll')) phases.enroll = enroll
    for (const name of phaseNames) {
      const runner = runners[name]
      if (!runner || !options.phases.has(name)) continue
      say(`${name} ...`)
      phases[name] = await runner(bench)
    }
    const refusals = await bench.server.ask<[string, number][]>('refusals')
    return { phases, refusals }
  } finally {
    await bench.close()
  }
}
