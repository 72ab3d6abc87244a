import { retrieveArrival } from '../store/arrivals.ts'
import type { Sql } from '../store/sql.ts'
import type { MdmContext } from './mdm-context.ts'
import { NotAdmittedError } from './refusals.ts'

/**
 * Takes a Mac in, if whoever made the server admits it. Asked once: a Mac that goes on with an identity that has
 * enrolled it before is not new, and one whose identity is of no use is refused by what takes it in.
 *
 * throws   NotAdmittedError.
 * spec     mdm/checkin/authenticate.yaml
 */
export async function admitMac<T extends { taken: boolean }>(
  context: MdmContext,
  mac: { enrollmentId: string; certificateSha256: string },
  take: (sql: Sql) => Promise<T>,
): Promise<T> {
  const { admit, sql } = context
  const arrival = admit && (await retrieveArrival(sql, mac.certificateSha256))
  if (!admit || !arrival) return take(sql)
  const outcomes: T[] = []
  const admitted = await admit({ ...arrival, enrollmentId: mac.enrollmentId }, async (within) => {
    const outcome = await take(within)
    outcomes.push(outcome)
    return outcome.taken
  })
  const outcome = outcomes.at(-1)
  if (!admitted || !outcome) throw new NotAdmittedError()
  return outcome
}
