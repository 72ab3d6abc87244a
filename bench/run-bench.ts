import type { PhaseReport } from './alternate.ts'
import { openBench } from './open-bench.ts'
import type { BenchOptions, PhaseName } from './options.ts'
import { benchAnswer } from './phases/answer.ts'
import { benchCheckin, type CheckinReport } from './phases/checkin.ts'
import { benchEnroll, type EnrollReport } from './phases/enroll.ts'
import { benchHistory, type HistoryReport } from './phases/history.ts'
import { benchIdle } from './phases/idle.ts'
import { benchInventory, type InventoryReport } from './phases/inventory.ts'
import { benchPush } from './phases/push.ts'

export type BenchReport = {
  phases: Partial<Record<PhaseName, PhaseReport>> & {
    enroll?: EnrollReport
    checkin?: CheckinReport
    inventory?: InventoryReport
  }
  history?: HistoryReport
  /** What the server refused or failed at, by its log. */
  refusals: [string, number][]
}

/** Runs the phases that were asked for. Macs must have enrolled for any of them. */
export async function runBench(options: BenchOptions, say: (line: string) => void): Promise<BenchReport> {
  const bench = await openBench(options, say)
  const run = async <T>(name: PhaseName | 'history', phase: () => Promise<T>): Promise<T | undefined> => {
    if (!options.phases.has(name)) return undefined
    const startedAt = Date.now()
    const report = await phase()
    say(`${name} took ${Math.round((Date.now() - startedAt) / 1000)} s`)
    return report
  }
  try {
    const enroll = await benchEnroll(bench)
    const phases: BenchReport['phases'] = {
      enroll: await run('enroll', async () => enroll),
      checkin: await run('checkin', () => benchCheckin(bench)),
      idle: await run('idle', () => benchIdle(bench)),
      answer: await run('answer', () => benchAnswer(bench)),
      inventory: await run('inventory', () => benchInventory(bench)),
      push: await run('push', () => benchPush(bench)),
    }
    const history = await run('history', () => benchHistory(bench, phases))
    const refusals = await bench.server.ask<[string, number][]>('refusals')
    return { phases, ...(history && { history }), refusals }
  } finally {
    await bench.close()
  }
}
