import type { TokenActor } from '#lib/auth/actor.ts'
import type { PlistDict } from '#lib/mdm/protocol/plist.ts'
import type { Device } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { sealSecret } from '#lib/server/seal.ts'
import type { CommandInput } from './schema.ts'

interface Asked {
  device: Device
  input: CommandInput
  parameters: PlistDict
  commandUuid: string
}

const kinds: Record<string, 'lock' | 'restart'> = { DeviceLock: 'lock', RestartDevice: 'restart' }

/** A lock or a restart stands among what was done to the Mac, whoever asked for it, and an admin can show the PIN. */
export async function noteDeviceAction(tx: Transaction, actor: TokenActor, asked: Asked): Promise<void> {
  const { device, input, parameters, commandUuid } = asked
  const kind = kinds[input.requestType]
  if (!kind) return
  const sealedPin =
    kind === 'lock'
      ? sealSecret(runtime().masterKey, 'lock-pin', Buffer.from(String(parameters.PIN)))
      : undefined
  await tx.deviceAction.create({
    data: {
      deviceId: device.id,
      kind,
      state: 'waiting',
      reason: input.reason,
      requestKey: `api:${commandUuid}`,
      actorId: actor.id,
      commandIds: [commandUuid],
      openCount: 1,
      sealedPin,
    },
  })
}
