import { type CommandResultRow, type FiledResult, storeCommandResults } from '../store/command-results.ts'
import { type Caller, type PollRow, pollNextCommands } from '../store/poll.ts'
import { refreshDeviceTokens } from '../store/token-refreshes.ts'
import type { TokenUpdateRow } from '../store/token-updates.ts'
import { createBatch } from './batch.ts'
import { digestedKinds } from './digest-inventory.ts'
import type { MdmOptions } from './mdm-options.ts'

/**
 * Where Macs fetch commands, hand in results and say where to push to: many at a time when many come at once.
 * Source: Apple, "Sending MDM commands to a device"; mdm/checkin/tokenupdate.yaml
 */
export type CommandDesk = {
  poll(caller: Caller): Promise<PollRow>
  file(result: CommandResultRow): Promise<FiledResult>
  /** False for a token that is not simply that of an enrolled device. */
  refreshToken(row: TokenUpdateRow): Promise<boolean>
}

const maxSize = 64
// A long list goes by itself: it would hold up the short answers beside it.
const maxSharedBodyBytes = 32 * 1024

/**
 * Opens the desk.
 * Source: Apple, "Sending MDM commands to a device"
 */
export function createCommandDesk({ sql, clock }: Pick<MdmOptions, 'sql' | 'clock'>): CommandDesk {
  const keyOf = (caller: Caller): string => caller.enrollmentId
  const fileAll = (results: readonly CommandResultRow[]): Promise<FiledResult[]> =>
    storeCommandResults(sql, results, digestedKinds, clock())
  const file = createBatch({ answer: fileAll, keyOf, maxSize })
  return {
    poll: createBatch({
      answer: (callers: readonly Caller[]) => pollNextCommands(sql, callers, clock()),
      keyOf,
      maxSize,
    }),
    refreshToken: createBatch({
      answer: (rows: readonly TokenUpdateRow[]) => refreshDeviceTokens(sql, rows, clock()),
      keyOf: (row) => row.id,
      maxSize,
    }),
    async file(result) {
      if ((result.body?.length ?? 0) <= maxSharedBodyBytes) return file(result)
      const [filed] = await fileAll([result])
      if (!filed) throw new Error('a result found no row')
      return filed
    },
  }
}
