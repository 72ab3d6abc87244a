import type { CommandStateRow } from '#lib/mdm/server.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { ApiError } from './api-error.ts'

/** A command and the Mac that it is for, on whichever channel. Throws ApiError with command_not_found. */
export async function findCommand(
  tx: Transaction,
  id: string,
): Promise<{ row: CommandStateRow; device: Device }> {
  const row = await mdmIn(tx).commandState(id)
  const enrollment = row && (await tx.mdmEnrollment.findUnique({ where: { id: row.enrollmentId } }))
  const device = enrollment && (await tx.device.findUnique({ where: { enrollmentId: enrollment.deviceId } }))
  if (!row || !device) throw new ApiError('command_not_found', 'there is no such command')
  return { row, device }
}
