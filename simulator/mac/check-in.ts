import { randomBytes, randomUUID } from 'node:crypto'
import type { Channel, PushAddress } from './mac-state.ts'
import { type Machine, requireEnrollment } from './machine.ts'
import type { MdmClient } from './mdm-client.ts'
import type { PlistDict } from './plist.ts'
import { registerPushToken } from './push-service.ts'
import { retry } from './retry.ts'

/** Authenticate says who the Mac is; in user enrolment without serial number (mdm/checkin/authenticate). */
async function authenticate(machine: Machine, client: MdmClient): Promise<void> {
  const { hardware, deviceName } = machine.state
  const { topic, mode } = requireEnrollment(machine)
  await client.checkIn('Authenticate', {
    Topic: topic,
    DeviceName: deviceName,
    Model: hardware.model,
    ModelName: hardware.modelName,
    ProductName: hardware.model,
    OSVersion: hardware.osVersion,
    BuildVersion: hardware.buildVersion,
    ...(mode === 'device' && { SerialNumber: hardware.serialNumber }),
  })
}

async function makePushAddress(machine: Machine): Promise<PushAddress> {
  const { topic } = requireEnrollment(machine)
  const token = (await registerPushToken(machine, topic)) ?? randomBytes(32).toString('hex')
  return { token, pushMagic: randomUUID().toUpperCase() }
}

/** Tells the server where pushes reach this Mac (mdm/checkin/tokenupdate). */
export async function updateToken(machine: Machine, client: MdmClient, channel: Channel): Promise<void> {
  const { topic } = requireEnrollment(machine)
  const address = await makePushAddress(machine)
  const fields = { Topic: topic, Token: Buffer.from(address.token, 'hex'), PushMagic: address.pushMagic }
  const further: PlistDict =
    channel === 'device'
      ? { AwaitingConfiguration: false }
      : { UserLongName: 'Mac Employee', NotOnConsole: false }
  await retry(machine.behaviours.retry, machine.signal, () =>
    client.checkIn('TokenUpdate', { ...fields, ...further }, channel),
  )
  if (channel === 'device') machine.state.push = address
  else machine.state.userPush = address
  machine.save()
}

/** Authenticate and the first TokenUpdate of each channel. */
export async function checkInAfterInstall(machine: Machine, client: MdmClient): Promise<void> {
  await retry(machine.behaviours.retry, machine.signal, () => authenticate(machine, client))
  await updateToken(machine, client, 'device')
  if (machine.behaviours.userChannel) await updateToken(machine, client, 'user')
  if (requireEnrollment(machine).bootstrapToken && requireEnrollment(machine).mode === 'device') {
    await client.checkIn('SetBootstrapToken', {
      BootstrapToken: randomBytes(32),
      AwaitingConfiguration: false,
    })
  }
}
