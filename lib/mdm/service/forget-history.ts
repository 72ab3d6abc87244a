import {
  deleteOldFailures,
  deleteOldHistory,
  deleteOldInvitations,
  deleteOldTokens,
} from '../store/retention.ts'
import type { Sql } from '../store/sql.ts'

const batchSize = 5_000
const maxBatches = 10

/**
 * Forgets what ended before a moment: answered commands, answers that could not be read, invitations that nobody
 * used, tokens.
 * Some ten thousand rows of each at a time, a batch being one short statement: call it again for the rest. Certificates
 * and invitations that were used are kept for ever.
 *
 * returns  how many rows went
 * spec     docs/architecture.md (retention)
 */
export async function forgetHistory(sql: Sql, before: Date): Promise<number> {
  let gone = 0
  for (const remove of [deleteOldHistory, deleteOldFailures, deleteOldTokens, deleteOldInvitations]) {
    for (let batch = 0; batch < maxBatches; batch += 1) {
      const count = await remove(sql, before, batchSize)
      gone += count
      if (count < batchSize) break
    }
  }
  return gone
}
