import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Declaration, InvalidDeclarationError, type MdmOperations } from '#lib/mdm/server.ts'
import { needAppleSchema } from '#tests/support/apple-schema.ts'
import { type DeclaredMac, enrollDeclaredMac } from '../support/declared-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
let operations: MdmOperations
beforeAll(async () => {
  server = await startTestMdm()
  operations = server.mdm.in(server.sql)
})
afterAll(() => server.stop())

const passcode = (identifier: string, MinimumLength = 8): Declaration => ({
  identifier,
  type: 'com.apple.configuration.passcode.settings',
  payload: { MinimumLength },
})
const activation = (identifier: string, ...StandardConfigurations: string[]): Declaration => ({
  identifier,
  type: 'com.apple.activation.simple',
  payload: { StandardConfigurations },
})
const builtIn = ['zelf.status.activation', 'zelf.status.subscriptions']

/** A set of its own with one passcode policy, on that Mac. */
async function givePasscode(watched: DeclaredMac) {
  const name = randomUUID()
  const ids = { activation: `${name}.a`, passcode: `${name}.p` }
  const declare = (length: number) =>
    operations.declare(name, [activation(ids.activation, ids.passcode), passcode(ids.passcode, length)])
  await declare(8)
  await operations.assignDeclarations(watched.mac.enrollmentId, name)
  return { name, ids, declare }
}

async function openCommands(enrollmentId: string): Promise<number> {
  const rows = await server.sql<{ count: number }>`
    SELECT count(*)::int AS count FROM mdm_command WHERE enrollment_id = ${enrollmentId}::text`
  return rows[0]?.count ?? 0
}

describe('synchronising', () => {
  it('gives a Mac its declarations and hears that they are in force', async () => {
    const watched = await enrollDeclaredMac(server)
    const { ids } = await givePasscode(watched)
    await watched.settle()
    expect(watched.holds()).toEqual([ids.activation, ids.passcode, ...builtIn].sort())
    const states = await operations.declarationStates(watched.mac.enrollmentId)
    expect(states).toHaveLength(4)
    for (const state of states ?? []) {
      expect(state).toMatchObject({
        withheld: null,
        reported: { active: true, valid: 'valid', isCurrent: true, reasons: [] },
      })
    }
  })

  it('has a Mac fetch only what changed', async () => {
    const watched = await enrollDeclaredMac(server)
    const { ids, declare } = await givePasscode(watched)
    await watched.settle()
    watched.takeFetched()
    await declare(12)
    await watched.settle()
    expect(watched.takeFetched()).toEqual([ids.passcode])
    await declare(12)
    await server.mdm.syncDeclarations()
    expect(await openCommands(watched.mac.enrollmentId)).toBe(0)
  })

  it('takes back what is taken away, and empties a channel that has nothing left', async () => {
    const watched = await enrollDeclaredMac(server)
    const { name, ids } = await givePasscode(watched)
    await operations.declare(name, [passcode(ids.passcode)])
    await watched.settle()
    expect(watched.holds()).toEqual([ids.passcode, ...builtIn].sort())
    expect(await operations.declarationStates(watched.mac.enrollmentId)).toContainEqual(
      expect.objectContaining({
        identifier: ids.passcode,
        reported: expect.objectContaining({
          active: false,
          reasons: [expect.objectContaining({ code: 'Info.NotReferencedByActivation' })],
        }),
      }),
    )
    expect(await operations.unassignDeclarations(watched.mac.enrollmentId, name)).toBe(true)
    expect(await operations.unassignDeclarations(watched.mac.enrollmentId, name)).toBe(false)
    await operations.unassignDeclarations(watched.mac.enrollmentId, 'zelf.status')
    await watched.settle()
    expect(watched.holds()).toEqual([])
  })

  it('asks a Mac once, however often something changes while it is away', async () => {
    const watched = await enrollDeclaredMac(server)
    const { declare } = await givePasscode(watched)
    await watched.settle()
    for (const length of [9, 10, 11]) {
      await declare(length)
      await Promise.all([server.mdm.syncDeclarations(), server.another().syncDeclarations()])
    }
    expect(await openCommands(watched.mac.enrollmentId)).toBe(1)
    await watched.mac.poll()
    expect(await openCommands(watched.mac.enrollmentId)).toBe(0)
    await server.mdm.digestStatusReports()
    server.passTime(25 * 60 * 60 * 1000)
    expect(await server.mdm.syncDeclarations()).toBeGreaterThan(0)
    expect(await openCommands(watched.mac.enrollmentId)).toBe(0)
  })

  it('tells a Mac of the newest state even when the command was queued for an older one', async () => {
    const watched = await enrollDeclaredMac(server)
    const { declare, ids } = await givePasscode(watched)
    await watched.settle()
    watched.takeFetched()
    await declare(9)
    await server.mdm.syncDeclarations()
    // Meanwhile the Mac looks for another reason, and the command that waits names the state it has then.
    const { enrollmentId } = watched.mac
    await server.sql`UPDATE mdm_command SET expires_at = now() - interval '1 day'
      WHERE enrollment_id = ${enrollmentId}::text`
    await operations.queue(enrollmentId, { RequestType: 'DeclarativeManagement' })
    await watched.mac.poll()
    expect(watched.takeFetched()).toEqual([ids.passcode])
    await server.sql`UPDATE mdm_command SET expires_at = NULL WHERE enrollment_id = ${enrollmentId}::text`
    await declare(10)
    await server.mdm.syncDeclarations()
    expect(await openCommands(enrollmentId)).toBe(1)
    await watched.mac.poll()
    expect(watched.takeFetched()).toEqual([ids.passcode])
    expect(watched.mac.state.declarations.declarations[ids.passcode]?.declaration).toMatchObject({
      Payload: { MinimumLength: 10 },
    })
  })

  it('looks after a day whether everything has arrived, and asks again when it has not', async () => {
    const watched = await enrollDeclaredMac(server)
    await watched.settle()
    const { enrollmentId } = watched.mac
    const { ids } = await givePasscode(watched)
    await server.mdm.syncDeclarations()
    // The list is fetched, and then the Mac is switched off for good measure.
    await watched.mac.checkIn('DeclarativeManagement', { Endpoint: 'declaration-items' })
    await operations.cancelAll(enrollmentId)
    await server.mdm.syncDeclarations()
    expect(await openCommands(enrollmentId)).toBe(0)
    server.passTime(25 * 60 * 60 * 1000)
    await watched.settle()
    expect(watched.holds()).toContain(ids.passcode)
    server.passTime(25 * 60 * 60 * 1000)
    await server.mdm.syncDeclarations()
    expect(await openCommands(enrollmentId)).toBe(0)
  })

  it('answers what a channel is not told of with 404', async () => {
    const [watched, other] = [await enrollDeclaredMac(server), await enrollDeclaredMac(server)]
    const { ids } = await givePasscode(other)
    const ask = (Endpoint: string) => watched.mac.checkIn('DeclarativeManagement', { Endpoint })
    await expect(ask(`declaration/configuration/${ids.passcode}`)).rejects.toMatchObject({ httpStatus: 404 })
    await expect(ask('declaration/activation/zelf.status.subscriptions')).rejects.toMatchObject({
      httpStatus: 404,
    })
    await expect(ask('declaration/configuration/zelf.status.subscriptions/x')).rejects.toMatchObject({
      httpStatus: 404,
    })
    await expect(ask('nothing')).rejects.toMatchObject({ httpStatus: 400 })
    await expect(ask('status')).rejects.toMatchObject({ httpStatus: 400 })
    const reply = await ask('declaration/configuration/zelf.status.subscriptions')
    expect(reply.headers['content-type']).toBe('application/json')
    expect(JSON.parse(reply.body.toString())).toMatchObject({ Identifier: 'zelf.status.subscriptions' })
  })

  it('costs one statement a question, and one more when the Mac fetches a new state', async () => {
    const watched = await enrollDeclaredMac(server)
    await server.mdm.syncDeclarations()
    const count = async (Endpoint: string, Data?: Buffer) => {
      server.takeStatements()
      await watched.mac.checkIn('DeclarativeManagement', Data ? { Endpoint, Data } : { Endpoint })
      return server.takeStatements().length
    }
    expect(await count('declaration-items')).toBe(2)
    expect(await count('declaration-items')).toBe(1)
    expect(await count('tokens')).toBe(1)
    expect(await count('declaration/activation/zelf.status.activation')).toBe(1)
    expect(await count('status', Buffer.from('{"StatusItems":{},"Errors":[]}'))).toBe(1)
  })

  it('starts clean when a Mac enrols anew', async () => {
    const personId = randomUUID()
    const watched = await enrollDeclaredMac(server, { seed: 'declares-again', personId })
    const { name } = await givePasscode(watched)
    await watched.settle()
    const again = await enrollDeclaredMac(server, { seed: 'declares-again', personId })
    expect(await operations.declarationStates(again.mac.enrollmentId)).toMatchObject([
      { identifier: builtIn[0], reported: null },
      { identifier: builtIn[1], reported: null },
    ])
    expect(await operations.statusItems(again.mac.enrollmentId)).toEqual({ items: [], errors: {} })
    await again.settle()
    expect(again.holds()).toEqual(builtIn)
    expect(await operations.assignDeclarations(again.mac.enrollmentId, name)).toBe(true)
  })
})

describe('what Macs are sent', () => {
  const everything: Declaration[] = [
    passcode('all.passcode'),
    {
      identifier: 'all.update',
      type: 'com.apple.configuration.softwareupdate.enforcement.specific',
      payload: { TargetOSVersion: '26.2', TargetLocalDateTime: '2026-12-24T18:00:00' },
    },
    {
      identifier: 'all.disk',
      type: 'com.apple.configuration.diskmanagement.settings',
      payload: { Restrictions: { ExternalStorage: 'ReadOnly' } },
    },
    {
      identifier: 'all.organization',
      type: 'com.apple.management.organization-info',
      payload: { Name: 'Voorbeeld B.V.' },
    },
    {
      identifier: 'all.person',
      type: 'com.apple.asset.useridentity',
      payload: { FullName: 'An Employee', EmailAddress: 'an@example.com' },
    },
    {
      identifier: 'all.google',
      type: 'com.apple.configuration.account.google',
      payload: { UserIdentityAssetReference: 'all.person' },
    },
    activation('all.on', 'all.passcode', 'all.update', 'all.disk', 'all.google'),
  ]

  it.for(['13.6', '14.6', '15.5', '26.1'])(
    'passes Apple’s schema on macOS %s',
    async (osVersion, context) => {
      const { validate } = await needAppleSchema(context)
      await operations.declare('all', everything)
      const watched = await enrollDeclaredMac(server, { osVersion, behaviours: { userChannel: true } })
      const { enrollmentId, state } = watched.mac
      const channels = { device: enrollmentId, user: `${enrollmentId}:${state.userGuid}` } as const
      for (const id of Object.values(channels)) await operations.assignDeclarations(id, 'all')
      await server.mdm.syncDeclarations()
      const commands = await server.sql<{ body: string }>`
      SELECT body FROM mdm_command WHERE enrollment_id IN (${channels.device}::text, ${channels.user}::text)`
      expect(commands).toHaveLength(2)
      for (const { body } of commands) expect(validate('command', body, { os: osVersion })).toEqual([])
      for (const round of ['before it says what it takes', 'after']) {
        if (round === 'after') await watched.settle()
        for (const channel of ['device', 'user'] as const) {
          const ask = async (Endpoint: string) => {
            const reply = await watched.mac.checkIn('DeclarativeManagement', { Endpoint }, channel)
            return JSON.parse(reply.body.toString())
          }
          const { Declarations, DeclarationsToken } = await ask('declaration-items')
          expect(await ask('tokens')).toMatchObject({ SyncTokens: { DeclarationsToken } })
          const sent = []
          for (const kind of ['Activations', 'Configurations', 'Assets', 'Management']) {
            const word = kind === 'Management' ? 'management' : kind.slice(0, -1).toLowerCase()
            for (const { Identifier, ServerToken } of Declarations[kind]) {
              const declaration = await ask(`declaration/${word}/${Identifier}`)
              expect(declaration).toMatchObject({ Identifier, ServerToken })
              sent.push(declaration)
            }
          }
          expect(sent.length).toBeGreaterThan(3)
          const options = { enrollment: 'device', os: osVersion, channel }
          expect(validate('declaration', JSON.stringify(sent), options)).toEqual([])
        }
      }
    },
  )

  it('passes Apple’s schema in a user enrollment', async (context) => {
    const { validate } = await needAppleSchema(context)
    await operations.declare('all', everything)
    const watched = await enrollDeclaredMac(server, { osVersion: '26.1' })
    const { enrollmentId } = watched.mac
    await server.sql`UPDATE mdm_enrollment SET enrollment_type = 'user' WHERE id = ${enrollmentId}::text`
    await operations.assignDeclarations(enrollmentId, 'all')
    await watched.settle()
    const sent = Object.values(watched.mac.state.declarations.declarations).map((it) => it.declaration)
    const options = { enrollment: 'user', os: '26.1', channel: 'device' }
    expect(sent).toHaveLength(3)
    expect(validate('declaration', JSON.stringify(sent), options)).toEqual([])
  })
})

describe('declaring', () => {
  it('takes all of a set or none, and says what is wrong', async () => {
    const name = randomUUID()
    await operations.declare(name, [passcode(`${name}.p`)])
    const bad = { identifier: `${name}.x`, type: 'com.apple.configuration.nonsense', payload: {} }
    const refused = operations.declare(name, [passcode(`${name}.q`), bad, passcode(`${name}.r`, 99)])
    await expect(refused).rejects.toThrow(InvalidDeclarationError)
    await expect(refused).rejects.toMatchObject({
      code: 'invalid_declaration',
      problems: [
        `${bad.identifier} is of a type that Macs do not know`,
        expect.stringContaining('MinimumLength'),
      ],
    })
    const held = await server.sql<{ identifier: string }>`
      SELECT identifier FROM mdm_declaration WHERE identifier LIKE ${`${name}%`}::text`
    expect(held).toEqual([{ identifier: `${name}.p` }])
    await operations.declare(name, [])
    expect(
      await server.sql`SELECT FROM mdm_declaration WHERE identifier LIKE ${`${name}%`}::text`,
    ).toHaveLength(0)
  })

  it('keeps a declaration that another set holds, and tells both when it changes', async () => {
    const [one, two] = [await enrollDeclaredMac(server), await enrollDeclaredMac(server)]
    const { name, ids } = await givePasscode(one)
    const second = randomUUID()
    await operations.declare(second, [passcode(ids.passcode, 8)])
    await operations.assignDeclarations(two.mac.enrollmentId, second)
    await one.settle()
    await two.settle()
    two.takeFetched()
    await operations.declare(name, [passcode(ids.passcode, 14)])
    await two.settle()
    expect(two.takeFetched()).toEqual([ids.passcode])
    await operations.declare(name, [])
    await one.settle()
    await two.settle()
    expect(one.holds()).toEqual(builtIn)
    expect(two.holds()).toEqual([ids.passcode, ...builtIn].sort())
  })

  it('takes a set that is withdrawn from every Mac', async () => {
    const watched = await enrollDeclaredMac(server)
    const { name } = await givePasscode(watched)
    await watched.settle()
    await operations.withdrawDeclarations(name)
    await watched.settle()
    expect(watched.holds()).toEqual(builtIn)
    expect(await operations.unassignDeclarations(watched.mac.enrollmentId, name)).toBe(false)
  })

  it('gives nothing to a Mac that is not enrolled', async () => {
    expect(await operations.assignDeclarations('nobody', 'zelf.status')).toBe(false)
    expect(await operations.declarationStates('nobody')).toBeNull()
  })
})

describe('whom it tells', () => {
  it('switches declarations on from macOS 13, and on Macs that were there before', async () => {
    const old = await enrollDeclaredMac(server, { osVersion: '12.7.6' })
    await old.settle()
    expect(old.holds()).toEqual([])
    expect(await openCommands(old.mac.enrollmentId)).toBe(0)
    await server.sql`UPDATE mdm_enrollment SET os_version = '13.6' WHERE id = ${old.mac.enrollmentId}::text`
    old.mac.state.hardware.osVersion = '13.6'
    await server.mdm.sweepDeclarations()
    await old.settle()
    expect(old.holds()).toEqual(builtIn)
  })

  it('never tells a Mac of what it does not list, and tells it once it does', async () => {
    const watched = await enrollDeclaredMac(server, { osVersion: '13.6' })
    const name = randomUUID()
    const disk = 'com.apple.configuration.diskmanagement.settings'
    await operations.declare(name, [
      { identifier: `${name}.d`, type: disk, payload: { Restrictions: { ExternalStorage: 'ReadOnly' } } },
      passcode(`${name}.p`),
      activation(`${name}.a`, `${name}.d`, `${name}.p`),
    ])
    await operations.assignDeclarations(watched.mac.enrollmentId, name)
    await watched.settle()
    expect(watched.holds()).toEqual([`${name}.a`, `${name}.p`, ...builtIn].sort())
    expect(watched.mac.state.declarations.declarations[`${name}.a`]?.declaration).toMatchObject({
      Payload: { StandardConfigurations: [`${name}.p`] },
    })
    expect(await operations.declarationStates(watched.mac.enrollmentId)).toContainEqual(
      expect.objectContaining({ identifier: `${name}.d`, withheld: 'not_supported', serverToken: null }),
    )
    watched.mac.state.hardware.osVersion = '15.5'
    await watched.mac.reportsStatus()
    await server.mdm.digestStatusReports()
    await watched.settle()
    expect(watched.holds()).toEqual([`${name}.a`, `${name}.d`, `${name}.p`, ...builtIn].sort())
    expect(await operations.enrollment(watched.mac.enrollmentId)).toMatchObject({ osVersion: '15.5' })
  })

  it('never offers a user enrollment what is for supervised Macs only', async () => {
    const watched = await enrollDeclaredMac(server)
    const { enrollmentId } = watched.mac
    await server.sql`UPDATE mdm_enrollment SET enrollment_type = 'user' WHERE id = ${enrollmentId}::text`
    const { ids } = await givePasscode(watched)
    await watched.settle()
    expect(watched.holds()).toEqual(builtIn)
    const subscriptions = watched.mac.state.declarations.declarations['zelf.status.subscriptions']
    expect(JSON.stringify(subscriptions)).not.toMatch(/device\.identifier|filevault|softwareupdate/)
    expect(JSON.stringify(subscriptions)).toContain('device.operating-system.version')
    expect(await operations.declarationStates(enrollmentId)).toContainEqual(
      expect.objectContaining({ identifier: ids.passcode, withheld: 'enrollment_type' }),
    )
  })

  it('gives a person’s accounts to the user channel and to it alone', async () => {
    const watched = await enrollDeclaredMac(server, { behaviours: { userChannel: true } })
    const { enrollmentId, state } = watched.mac
    const userId = `${enrollmentId}:${state.userGuid}`
    const { name, ids } = await declareAccounts()
    await operations.assignDeclarations(enrollmentId, name)
    await watched.settle()
    expect(watched.holds()).toEqual([ids.on, ids.passcode, ...builtIn].sort())
    expect(watched.holds('user')).toEqual([ids.calendar, ids.google, ids.on, ids.person])
    expect((await operations.declarationStates(userId))?.map((it) => [it.identifier, it.withheld])).toEqual(
      [ids.calendar, ids.google, ids.on, ids.person].map((id) => [id, null]),
    )
    await operations.unassignDeclarations(enrollmentId, name)
    await watched.settle()
    expect(watched.holds()).toEqual(builtIn)
    expect(watched.holds('user')).toEqual([])
  })

  it('finds people who log in later, and leaves those alone who have nothing', async () => {
    const watched = await enrollDeclaredMac(server)
    const { enrollmentId, state } = watched.mac
    const { name, ids } = await declareAccounts()
    await operations.assignDeclarations(enrollmentId, name)
    await watched.settle()
    const token = { Topic: state.enrollment?.topic ?? '', Token: Buffer.alloc(32, 7), PushMagic: 'm' }
    await watched.mac.checkIn('TokenUpdate', { ...token, NotOnConsole: false }, 'user')
    server.passTime(10 * 60 * 1000)
    await server.mdm.sweepDeclarations()
    watched.mac.behave({ userChannel: true })
    await watched.settle()
    expect(watched.holds('user')).toEqual([ids.calendar, ids.google, ids.on, ids.person])
    const idle = await enrollDeclaredMac(server, { behaviours: { userChannel: true } })
    server.passTime(10 * 60 * 1000)
    await server.mdm.sweepDeclarations()
    await idle.settle()
    expect(idle.mac.state.userDeclarations).toBeUndefined()
  })
})

/** A set with something for the device and something for the person at it. */
async function declareAccounts() {
  const name = randomUUID()
  const ids = {
    calendar: `${name}.c`,
    google: `${name}.g`,
    on: `${name}.o`,
    passcode: `${name}.p`,
    person: `${name}.u`,
  }
  await operations.declare(name, [
    { identifier: ids.person, type: 'com.apple.asset.useridentity', payload: { FullName: 'An' } },
    {
      identifier: ids.calendar,
      type: 'com.apple.configuration.account.caldav',
      payload: { HostName: 'dav.example.com' },
    },
    {
      identifier: ids.google,
      type: 'com.apple.configuration.account.google',
      payload: { UserIdentityAssetReference: ids.person },
    },
    passcode(ids.passcode),
    activation(ids.on, ids.calendar, ids.google, ids.passcode),
  ])
  return { name, ids }
}
