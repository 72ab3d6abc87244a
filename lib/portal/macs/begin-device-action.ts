import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { type Capability, canDo } from '#lib/mdm/protocol/capability.ts'
import type { Device, DeviceAction } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { holdDevice } from './hold-device.ts'
import { MacError } from './mac-errors.ts'

interface Asked {
  deviceId: string
  requestKey: string
  kind: 'refresh' | 'restart' | 'lock'
  reason?: string
  capability: Capability | null
}

/**
 * The common gate of everything that helpdesk does to a Mac: role, that the Mac is here, that it can.
 * Asked twice with one key, it returns the action that the first asking made.
 * throws   ForbiddenError, MacError with mac_not_found, mac_left, request_key_reused, or why its enrollment does not
 *          allow it.
 */
export async function beginDeviceAction(
  tx: Transaction,
  actor: Actor,
  asked: Asked,
): Promise<{ device: Device; existing: DeviceAction | null }> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  const device = await holdDevice(tx, asked.deviceId)
  if (!device) throw new MacError('mac_not_found')
  const existing = await tx.deviceAction.findUnique({ where: { requestKey: asked.requestKey } })
  if (existing) {
    const same = existing.deviceId === device.id && existing.kind === asked.kind
    if (!same || existing.actorId !== actor.id) throw new MacError('request_key_reused')
    return { device, existing }
  }
  if (device.status !== 'enrolled') throw new MacError('mac_left')
  if (asked.capability) {
    const answer = canDo(
      {
        enrollmentType: device.enrollmentType as 'device' | 'user' | 'automated',
        accessRights: device.accessRights,
      },
      asked.capability,
    )
    if (!answer.allowed) throw new MacError(answer.code)
  }
  return { device, existing: null }
}
