import { systemActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { forgetProfiles } from './forget-profiles.ts'

/** macOS removes every profile that came through an enrolment together with it. */
export async function onCheckedOut(tx: Transaction, event: MdmEventRecord): Promise<void> {
  await forgetProfiles(tx, systemActor('Zelf'), event.enrollmentId)
}
