import type { Actor } from '#lib/auth/actor.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { callOffRemoval } from './call-off-removal.ts'

/** Sends again, in the same transaction, what was taken back because a Mac was to leave, or counted as gone. */
export type ResumeMac = (tx: Transaction, actor: Actor, deviceId: string) => Promise<void>

/**
 * A Mac that was told to leave stays, as long as it has not fetched that, or has refused. The caller holds the row.
 *
 * returns  false when it is too late
 */
export async function takeBackRemoval(
  tx: Transaction,
  actor: Actor,
  device: Device,
  resume: ResumeMac,
): Promise<boolean> {
  const { removalCommandId } = device
  const open = device.removalFailure === null
  if (open && !(removalCommandId && (await mdmIn(tx).cancel(removalCommandId)))) return false
  await callOffRemoval(tx, actor, device)
  // One that is only silent is sent what it needs when it speaks again.
  if (device.status === 'enrolled') await resume(tx, actor, device.id)
  return true
}
