import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mayHear } from '#app/api/events/may-hear.ts'
import type { PersonActor } from '#lib/auth/actor.ts'
import { buildAccountConfiguration } from '#lib/mdm/protocol/commands/build-account-configuration.ts'
import { buildCommand } from '#lib/mdm/protocol/commands/build-command.ts'
import {
  buildSetFirmwarePassword,
  buildVerifyFirmwarePassword,
} from '#lib/mdm/protocol/commands/build-firmware-password.ts'
import { buildInstallApplication } from '#lib/mdm/protocol/commands/build-install-application.ts'
import { buildInviteToProgram } from '#lib/mdm/protocol/commands/build-invite-to-program.ts'
import {
  buildSetRecoveryLock,
  buildVerifyRecoveryLock,
} from '#lib/mdm/protocol/commands/build-recovery-lock.ts'
import { buildRotateFileVaultKey } from '#lib/mdm/protocol/commands/build-rotate-file-vault-key.ts'
import { buildSetAutoAdminPassword } from '#lib/mdm/protocol/commands/build-set-auto-admin-password.ts'
import { applicationConfigurationSetting, buildSettings } from '#lib/mdm/protocol/commands/build-settings.ts'
import {
  buildInstallEnterpriseApplication,
  buildInstallProfile,
  type CommandBody,
} from '#lib/mdm/protocol/commands.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { lockMac } from '#lib/portal/macs/lock-mac.ts'
import { listMacActions } from '#lib/portal/macs/queries.ts'
import { showLockPin } from '#lib/portal/macs/show-lock-pin.ts'
import { plainSql } from '#lib/server/plain-sql.ts'
import { prisma } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { type MacWorld, startMacWorld } from '#tests/portal/macs/mac-world.ts'
import { makePerson } from '#tests/support/portal.ts'
import { signInAs } from '#tests/support/sign-in-as.ts'
import { dumpDatabase } from './dump-database.ts'

let world: MacWorld
let owner: PersonActor
let helper: PersonActor
let mac: SimulatedMac
let deviceId: string

beforeAll(async () => {
  world = await startMacWorld()
  owner = await makePerson()
  helper = await makePerson({ role: 'helpdesk' })
  const enrolled = await world.enrollMac(owner, { name: 'Lock me' })
  mac = enrolled.mac
  deviceId = enrolled.deviceId
})
afterAll(() => world.stop())

const dump = () => dumpDatabase(runtime().databaseUrl)
/** A PIN is only six digits, which any long hexadecimal number may hold by chance. */
const asWord = (pin: string) => new RegExp(`(?<![0-9a-fA-F])${pin}(?![0-9a-fA-F])`)

/** A secret of its own in everything that a command can hold one in. */
const canary = `canary-${randomBytes(12).toString('hex')}`
const canaryBytes = Uint8Array.from(Buffer.from(canary))
const secretCommands: Record<'device' | 'user', CommandBody[]> = {
  device: [
    buildSetRecoveryLock({ newPassword: canary, currentPassword: canary }),
    buildVerifyRecoveryLock(canary),
    buildSetFirmwarePassword({ newPassword: canary }),
    buildVerifyFirmwarePassword(canary),
    buildRotateFileVaultKey({ password: canary, replyCertificate: canaryBytes }),
    buildAccountConfiguration({ administrator: { shortName: 'admin', passwordHash: canaryBytes } }),
    buildSetAutoAdminPassword({ guid: randomUUID(), passwordHash: canaryBytes }),
    buildInstallProfile(canaryBytes),
    buildInstallEnterpriseApplication({ manifest: `https://mdm.example.com/${canary}` }),
    buildInstallApplication({ source: { storeId: 1 }, configuration: { token: canary } }),
    buildSettings([applicationConfigurationSetting('com.example.app', { token: canary })]),
    buildCommand('RequestMirroring', { DestinationName: 'Room', Password: canary }),
    buildCommand('InstallProvisioningProfile', { ProvisioningProfile: canaryBytes }),
  ],
  user: [buildInviteToProgram(`https://buy.itunes.apple.com/${canary}`)],
}

function expectNoSecret(text: string): void {
  for (const form of ['utf8', 'hex', 'base64'] as const) {
    // The end of base64 depends on what follows, so a part in the middle is looked for.
    const written = Buffer.from(canary).toString(form)
    expect(text).not.toContain(form === 'base64' ? written.slice(0, 20) : written)
  }
}

describe('promise 7: a stolen database gives no secret away', () => {
  it('neither keys of the authority and the push service, nor the key that seals them', async () => {
    const text = await dump()
    expect(text).toContain('BEGIN CERTIFICATE')
    expect(text).not.toContain('PRIVATE KEY')
    const { masterKey, sessionKey } = runtime()
    expect(text).not.toContain(Buffer.from(masterKey).toString('hex'))
    expect(text).not.toContain(sessionKey)
  })

  it('nor the PIN of a lock, while the Mac has not fetched it, and after', async () => {
    const locked = { deviceId, requestKey: randomUUID(), reason: 'It was stolen', typedName: 'Lock me' }
    const { actionId } = await lockMac(helper, locked)
    const { pin } = await showLockPin(helper, { actionId })
    expect(await dump()).not.toMatch(asWord(pin))
    const command = await mac.reports('Idle')
    expect(command).toMatchObject({ Command: { RequestType: 'DeviceLock', PIN: pin } })
    await mac.reports('Acknowledged', command)
    await world.listen()
    expect(await dump()).not.toMatch(asWord(pin))
    expect(JSON.stringify(await listMacActions(helper, deviceId))).not.toMatch(asWord(pin))
  })

  it('nor a password, key or link in any command that waits, was sent or is answered', async () => {
    const { mac: target, deviceId: id } = await world.enrollMac(owner, { behaviours: { userChannel: true } })
    const { enrollmentId } = await prisma().device.update({
      where: { id },
      data: { enrollmentType: 'automated' },
    })
    await prisma().mdmEnrollment.updateMany({
      where: { deviceId: enrollmentId },
      data: { enrollmentType: 'automated', osVersion: '26.4', appleSilicon: null },
    })
    const user = await prisma().mdmEnrollment.findFirstOrThrow({
      where: { deviceId: enrollmentId, channel: 'user' },
    })
    const { mdm, sql } = runtime()
    const operations = mdm.in(plainSql(sql))
    for (const [channel, commands] of [
      ['device', secretCommands.device],
      ['user', secretCommands.user],
    ] as const) {
      const to = channel === 'device' ? enrollmentId : user.id
      for (const command of commands) await operations.queue(to, command)
      expectNoSecret(await dump())
      let next = await target.reports('Idle', null, {}, channel)
      const sent: unknown[] = []
      while (next) {
        sent.push(next.Command)
        next = await target.reports('Acknowledged', next, {}, channel)
      }
      expect(sent).toEqual(commands)
      await world.listen()
      expectNoSecret(await dump())
    }
  })

  it('nor the bootstrap token that a Mac entrusts to us', async () => {
    const token = randomBytes(48)
    await mac.checkIn('SetBootstrapToken', { BootstrapToken: token })
    const text = await dump()
    for (const form of ['hex', 'base64', 'latin1'] as const) expect(text).not.toContain(token.toString(form))
  })

  it('nor what opens a session, an enrolment or a certificate', async () => {
    const session = await signInAs(owner.id)
    const { url } = await inviteMac(owner, { ownership: 'personal' })
    const profile = await (await fetch(url)).text()
    const challenge = /<key>Challenge<\/key>\s*<string>([^<]+)</.exec(profile)?.[1]
    expect(challenge?.length).toBeGreaterThan(20)
    const text = await dump()
    for (const secret of [session, new URL(url).pathname.split('/').at(-1), challenge])
      expect(text).not.toContain(secret)
  })
})

describe('promise 7: a live connection gives no secret away', () => {
  it('tells an employee of their own changes only', async () => {
    const device = await prisma().device.findUniqueOrThrow({ where: { id: deviceId } })
    const change = { topic: 'device' as const, id: device.id, personId: device.ownerId, deviceId }
    const stranger = await makePerson()
    expect(mayHear(owner, change)).toBe(true)
    expect(mayHear(helper, change)).toBe(true)
    expect(mayHear(stranger, change)).toBe(false)
    expect(mayHear(stranger, { ...change, personId: null })).toBe(false)
    expect(mayHear(stranger, { topic: 'request', id: 'x' })).toBe(false)
  })
})
