import { type Actor, hasRole } from '#lib/auth/actor.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'

/**
 * What a Mac last told of one kind. Who has it from another sees nothing of what it told before. Who may see the Mac at
 * all is for the caller to ask.
 */
export async function readInventory(
  actor: Actor,
  { enrollmentId, heldSince }: Pick<Device, 'enrollmentId' | 'heldSince'>,
  kind: string,
): Promise<unknown> {
  const since = hasRole(actor, 'helpdesk') ? null : heldSince
  const row = await prisma().mdmInventory.findUnique({
    where: { enrollmentId_kind: { enrollmentId, kind }, ...(since && { collectedAt: { gte: since } }) },
  })
  return row?.data
}
