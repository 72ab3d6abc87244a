import { setTimeout as sleep } from 'node:timers/promises'
import type postgres from 'postgres'
import type { BenchChild } from './control-channel.ts'

const longestMs = 120_000

/** Waits until the jobs have done what there is to do: events taken, results digested, pushes sent. */
export async function settle({ sql, server }: { sql: postgres.Sql; server: BenchChild }): Promise<void> {
  const startedAt = Date.now()
  for (;;) {
    const [row] = await sql<{ busy: boolean }[]>`
      SELECT EXISTS (SELECT FROM mdm_event) OR EXISTS (SELECT FROM mdm_result WHERE failure IS NULL)
        OR EXISTS (SELECT FROM mdm_enrollment WHERE push_wanted_at IS NOT NULL) AS busy`
    if (!row?.busy) return
    if (Date.now() - startedAt > longestMs) throw new RangeError('the jobs do not get done with their work')
    await server.ask('wake')
    await sleep(50)
  }
}
