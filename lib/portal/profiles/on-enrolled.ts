import { systemActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { forgetProfiles } from './forget-profiles.ts'

/** An enrolment starts clean: whatever profiles an earlier one brought are gone, and the job sends them anew. */
export async function onEnrolled(tx: Transaction, event: MdmEventRecord): Promise<void> {
  await forgetProfiles(tx, systemActor('Zelf'), event.enrollmentId)
}
