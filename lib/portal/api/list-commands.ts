import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { mdm } from '#lib/server/mdm.ts'
import { prisma, sqlOf } from '#lib/server/prisma.ts'
import { ApiError } from './api-error.ts'
import type { ApiCommandList } from './resources.ts'
import type { CommandListQuery } from './schema.ts'
import { viewCommand } from './view-command.ts'

/** The commands of a Mac: those that wait, then those that are over, each newest first. */
export async function listCommands(
  actor: Actor,
  deviceId: string,
  { cursor, limit }: CommandListQuery,
): Promise<ApiCommandList> {
  requireScope(actor, 'commands:read')
  const device = await prisma().device.findUnique({
    where: { id: deviceId },
    select: { enrollmentId: true },
  })
  if (!device) throw new ApiError('device_not_found', 'there is no such Mac')
  const operations = mdm().in(sqlOf(prisma()))
  const { commands, next } = await operations.listCommands(device.enrollmentId, { limit, before: cursor })
  return { commands: commands.map((row) => viewCommand(row, deviceId)), next }
}
