import { MdmError } from '../protocol/errors.ts'
import { type ResultRow, storeInventory, storeResultFailure, takeResults } from '../store/results.ts'
import { digestInventory } from './digest-inventory.ts'
import type { MdmContext } from './mdm-context.ts'

const batchSize = 5
const maxAttempts = 3

/**
 * Turns the answers that wait into inventory, a few at a time, until none is left. One that cannot be read is set
 * aside with its reason and holds up nothing else.
 *
 * returns  how many were filed
 * spec     mdm/commands/*.yaml (responsekeys)
 */
export async function digestResults(context: MdmContext): Promise<number> {
  let filed = 0
  for (;;) {
    const batch = await takeResults(context.sql, batchSize)
    if (batch.length === 0) return filed
    for (const row of batch) {
      if (await digestOne(context, row)) filed += 1
    }
  }
}

/** An unreadable answer is set aside at once; a failing database gets two further chances. */
async function digestOne(context: MdmContext, row: ResultRow): Promise<boolean> {
  if (row.attempts > maxAttempts) {
    await storeResultFailure(context.sql, row.id, 'gave up after several attempts')
    return false
  }
  try {
    return await storeInventory(context.sql, row, digestInventory(row.requestType, row.body))
  } catch (error) {
    const { enrollmentId } = row
    context.log({ level: 'error', message: 'an answer was not digested', enrollmentId, error })
    if (error instanceof MdmError) await storeResultFailure(context.sql, row.id, error.message)
    return false
  }
}
