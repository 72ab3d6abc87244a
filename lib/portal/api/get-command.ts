import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { prisma } from '#lib/server/prisma.ts'
import { findCommand } from './find-command.ts'
import type { ApiCommand } from './resources.ts'
import { viewCommand } from './view-command.ts'

/** How a command stands. */
export async function getCommand(actor: Actor, id: string): Promise<ApiCommand> {
  requireScope(actor, 'commands:read')
  const { row, device } = await findCommand(prisma(), id)
  return viewCommand(row, device.id)
}
