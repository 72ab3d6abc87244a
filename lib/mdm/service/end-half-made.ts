import { listHalfMade, revokeSpareCertificates } from '../store/half-made.ts'
import { releaseEnrollment } from './end-enrollment.ts'
import type { MdmContext } from './mdm-context.ts'

const weekMs = 7 * 24 * 60 * 60 * 1000
const mostAtOnce = 200

/**
 * Ends what was begun and not finished within a week: a Mac whose lid was closed half-way may go on until then. What is
 * left of it believes nobody any more.
 *
 * returns  how many enrollments and identities went
 * spec     mdm/checkin/authenticate.yaml; RFC 8894 section 2.4
 */
export async function endHalfMade(context: MdmContext): Promise<number> {
  const { sql, clock } = context
  const now = clock()
  const before = new Date(now.getTime() - weekMs)
  const halfMade = await listHalfMade(sql, before, mostAtOnce)
  for (const { id } of halfMade) await releaseEnrollment(context, sql, id)
  return halfMade.length + (await revokeSpareCertificates(sql, before, mostAtOnce, now))
}
