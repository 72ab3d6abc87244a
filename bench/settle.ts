import { setTimeout as sleep } from 'node:timers/promises'
import type postgres from 'postgres'
import type { BenchChild } from './control-channel.ts'

const longestSilenceMs = 120_000

/** Waits until the jobs have done what there is to do: events taken, results digested, pushes sent. */
export async function settle({ sql, server }: { sql: postgres.Sql; server: BenchChild }): Promise<void> {
  let known = -1
  let movedAt = Date.now()
  for (;;) {
    const [row] = await sql<{ left: number }[]>`
      SELECT ((SELECT count(*) FROM mdm_event) + (SELECT count(*) FROM mdm_result WHERE failure IS NULL)
        + (SELECT count(*) FROM mdm_enrollment WHERE push_wanted_at IS NOT NULL))::int AS left`
    const left = row?.left ?? 0
    if (left === 0) return
    if (left !== known) {
      known = left
      movedAt = Date.now()
    }
    if (Date.now() - movedAt > longestSilenceMs) throw new RangeError(`the jobs leave ${left} things undone`)
    await server.ask('wake')
    await sleep(50)
  }
}
