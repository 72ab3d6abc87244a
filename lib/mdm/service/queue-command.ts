import { checkCommand } from '../protocol/check-command.ts'
import { describeRefusal } from '../protocol/command-refusal.ts'
import { type CommandBody, encodeCommand } from '../protocol/commands.ts'
import { dropRepeatedCommand, storeCommand } from '../store/commands.ts'
import { type EnrollmentRecord, retrieveEnrollment } from '../store/enrollments.ts'
import type { Sql } from '../store/sql.ts'
import type { MdmContext } from './mdm-context.ts'
import { timeOrderedUuid } from './random-uuid.ts'
import { CommandForbiddenError } from './refusals.ts'
import { closeBody } from './sealed-body.ts'

/**
 * idempotencyKey   asking twice with it is one command, for as long as history is kept
 * priority         higher goes first; 0 is usual
 * expiresAt        not sent after that
 * Source: Apple, "Sending MDM commands to a device"
 */
export type QueueOptions = { idempotencyKey?: string; priority?: number; expiresAt?: Date }

/**
 * Queues a command and asks for a push. Inside a transaction both happen at its commit.
 *
 * throws   CommandForbiddenError for what this Mac may not be asked, or not in this form: it is never sent.
 * spec     mdm/commands/*.yaml
 */
export async function queueCommand(
  context: MdmContext,
  sql: Sql,
  enrollmentId: string,
  body: CommandBody,
  options: QueueOptions = {},
): Promise<{ commandUuid: string; duplicate: boolean }> {
  const enrollment = await retrieveEnrollment(sql, enrollmentId)
  if (!enrollment || enrollment.status === 'checked_out') {
    throw new CommandForbiddenError('not_enrolled', 'the device is not enrolled')
  }
  requireAllowed(enrollment, body)
  const commandUuid = timeOrderedUuid(context.clock(), context.randomBytes)
  const row = {
    commandUuid,
    enrollmentId,
    requestType: body.RequestType,
    body: closeBody(context, body.RequestType, encodeCommand(commandUuid, body)),
    idempotencyKey: options.idempotencyKey ?? null,
    priority: options.priority ?? 0,
    expiresAt: options.expiresAt ?? null,
  }
  const stored = await storeCommand(sql, row, context.clock())
  if (row.idempotencyKey === null) return stored
  // A duplicate is looked up as well: it may be the fresh command of another call that is giving it up just now.
  const earlier = await dropRepeatedCommand(sql, row)
  return earlier === null ? stored : { commandUuid: earlier, duplicate: true }
}

function requireAllowed(enrollment: EnrollmentRecord, body: CommandBody): void {
  const refusal = checkCommand(enrollment, body)
  if (refusal === null) return
  const { code, key, version } = refusal
  throw new CommandForbiddenError(code, describeRefusal(body.RequestType, refusal), { key, version })
}
