import { buildRemoveProfile } from '../protocol/commands.ts'
import { storeCheckOut } from '../store/check-outs.ts'
import { clearQueue } from '../store/clear-queue.ts'
import type { Sql } from '../store/sql.ts'
import type { MdmContext } from './mdm-context.ts'
import { type QueueOptions, queueCommand } from './queue-command.ts'
import { enrollmentProfileIdentifier } from './sign-enrollment-profile.ts'

/**
 * Asks a Mac to remove its enrollment profile, ahead of everything else. The Mac answers with CheckOut, and that
 * revokes its certificates.
 *
 * options.idempotencyKey   asking again with it is the same command, whatever became of that
 * throws   CommandForbiddenError.
 * spec     Apple, "Managing connections between devices and the server"; mdm/commands/profile.remove.yaml
 */
export async function endEnrollment(
  context: MdmContext,
  sql: Sql,
  enrollmentId: string,
  options: Pick<QueueOptions, 'idempotencyKey'> = {},
): Promise<{ commandUuid: string; duplicate: boolean }> {
  const { id } = await context.organization()
  return queueCommand(context, sql, enrollmentId, buildRemoveProfile(enrollmentProfileIdentifier(id)), {
    ...options,
    priority: 100,
  })
}

/**
 * Lets go of a Mac that will not answer any more: wiped, sold, broken, or enrolled for somebody who has left. It is
 * not believed from now on, and may enroll again, for anybody.
 *
 * returns  false when it was not enrolled
 * spec     Apple, "Dealing with inactive devices"
 */
export async function releaseEnrollment(
  context: MdmContext,
  sql: Sql,
  enrollmentId: string,
): Promise<boolean> {
  const now = context.clock()
  const released = await storeCheckOut(sql, enrollmentId, null, now)
  if (released) await clearQueue(sql, enrollmentId, now)
  return released
}
