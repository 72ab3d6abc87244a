import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { ApiError } from './api-error.ts'
import { findCommand } from './find-command.ts'

/**
 * Takes back a command that the Mac has not been sent.
 * throws   ApiError with command_not_found or command_sent_already.
 */
export async function cancelCommand(actor: Actor, id: string): Promise<void> {
  requireScope(actor, 'commands:write')
  await inTransaction(async (tx) => {
    const { row, device } = await findCommand(tx, id)
    const count = await mdmIn(tx).cancelAll(row.enrollmentId, row.commandUuid)
    if (count === 0) throw new ApiError('command_sent_already', 'the Mac has it, or it is over')
    await recordAudit(tx, actor, {
      action: 'device.command_cancelled',
      subject: { kind: 'device', id: device.id, label: device.name },
      detail: { requestType: row.requestType, commandId: row.commandUuid },
    })
  })
}
