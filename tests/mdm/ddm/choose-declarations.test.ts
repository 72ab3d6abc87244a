import { describe, expect, it } from 'vitest'
import { chooseDeclarations } from '#lib/mdm/ddm/choose-declarations.ts'
import { readCapabilities } from '#lib/mdm/ddm/client-capabilities.ts'
import type { Declaration } from '#lib/mdm/ddm/declaration.ts'
import type { DeclarationSubject } from '#lib/mdm/ddm/is-offered.ts'
import type { Json, JsonObject } from '#lib/mdm/ddm/json.ts'
import { serverTokenOf } from '#lib/mdm/ddm/server-token.ts'
import { statusDeclarations } from '#lib/mdm/ddm/status-subscriptions.ts'

const mac: DeclarationSubject = { enrollmentType: 'device', channel: 'device', osVersion: '26.1' }
const configuration = (identifier: string, type: string, payload: JsonObject = {}): Declaration => ({
  identifier,
  type: `com.apple.configuration.${type}`,
  payload,
})
const activation = (identifier: string, ...StandardConfigurations: Json[]): Declaration => ({
  identifier,
  type: 'com.apple.activation.simple',
  payload: { StandardConfigurations },
})
const asset = (identifier: string, type = 'data'): Declaration => ({
  identifier,
  type: `com.apple.asset.${type}`,
  payload: { Reference: { DataURL: 'https://mdm.example.com/x' } },
})
const passcode = configuration('passcode', 'passcode.settings')
const files = configuration('files', 'services.configuration-files', {
  ServiceType: 'com.apple.sudo',
  DataAssetReference: 'zip',
})
const listed = (configurations: string[], statusItems: string[] = []) =>
  readCapabilities({
    'supported-payloads': {
      declarations: {
        activations: ['com.apple.activation.simple'],
        configurations: configurations.map((name) => `com.apple.configuration.${name}`),
        assets: ['com.apple.asset.data'],
        management: [],
      },
      'status-items': statusItems,
    },
  })

function choose(declarations: Declaration[], subject = mac, capabilities = listed([])) {
  const { offered, withheld } = chooseDeclarations(declarations, subject, capabilities)
  return {
    offered,
    told: offered.map(({ identifier }) => identifier).sort(),
    left: Object.fromEntries(withheld.map(({ identifier, reason }) => [identifier, reason])),
  }
}

describe('choosing what a Mac is told of', () => {
  it('goes by the version of macOS until the Mac has said what it takes', () => {
    const sonoma = { ...mac, osVersion: '14.6' }
    const disk = configuration('disk', 'diskmanagement.settings')
    expect(choose([passcode, disk], sonoma, null)).toMatchObject({
      told: ['passcode'],
      left: { disk: 'os_version' },
    })
    expect(choose([passcode, disk], { ...mac, osVersion: null }, null).told).toEqual(['passcode'])
    expect(choose([disk], mac, null).told).toEqual(['disk'])
  })

  it('obeys the Mac’s own list from then on', () => {
    const { told, left } = choose([passcode, files, asset('zip')], mac, listed(['passcode.settings']))
    expect(told).toEqual(['passcode'])
    expect(left).toEqual({ files: 'not_supported', zip: 'not_referenced' })
    expect(choose([configuration('new', 'app.settings')], mac, listed(['app.settings'])).told).toEqual([
      'new',
    ])
  })

  it('does not send keys that came with a later macOS', () => {
    const beta = configuration('beta', 'softwareupdate.settings', {
      Beta: { ProgramEnrollment: 'AlwaysOff' },
    })
    const all = listed(['softwareupdate.settings'])
    expect(choose([beta], { ...mac, osVersion: '15.3' }, all).left).toEqual({ beta: 'os_version' })
    expect(choose([beta], { ...mac, osVersion: '15.4' }, all).told).toEqual(['beta'])
  })

  it('keeps to enrollment and scope, whatever the Mac lists', () => {
    const all = listed(['passcode.settings', 'account.caldav'])
    const calendar = configuration('calendar', 'account.caldav', { HostName: 'dav.example.com' })
    expect(choose([passcode, calendar], mac, all).left).toEqual({ calendar: 'scope' })
    expect(choose([passcode, calendar], { ...mac, enrollmentType: 'user' }, all).left).toEqual({
      passcode: 'enrollment_type',
      calendar: 'scope',
    })
    const person = { ...mac, enrollmentType: 'user', channel: 'user' } as const
    expect(choose([passcode, calendar], person, all).told).toEqual(['calendar'])
  })

  it('leaves a configuration out whose asset is not there, and its activation goes on without it', () => {
    const all = listed(['passcode.settings', 'services.configuration-files'])
    const both = activation('on', 'files', 'passcode', 'never-was')
    const alone = choose([both, passcode, files], mac, all)
    expect(alone.told).toEqual(['on', 'passcode'])
    expect(alone.left).toEqual({ files: 'reference_missing' })
    const trimmed = alone.offered.find(({ identifier }) => identifier === 'on')
    expect(trimmed?.payload).toEqual({ StandardConfigurations: ['passcode'] })
    expect(trimmed?.serverToken).toBe(
      serverTokenOf('com.apple.activation.simple', { StandardConfigurations: ['passcode'] }),
    )
    const wrong = choose([both, passcode, files, asset('zip', 'credential.scep')], mac, all)
    expect(wrong.left).toMatchObject({ files: 'reference_missing' })
    expect(choose([both, passcode, files, asset('zip')], mac, all).told).toEqual([
      'files',
      'on',
      'passcode',
      'zip',
    ])
  })

  it('passes predicates on as they are given', () => {
    const Predicate = "(@status(device.operating-system.version) >= '15.0')"
    const on = {
      ...activation('on', 'passcode'),
      payload: { StandardConfigurations: ['passcode'], Predicate },
    }
    const { offered } = choose([on, passcode], mac, listed(['passcode.settings']))
    expect(offered.find(({ identifier }) => identifier === 'on')?.payload).toEqual(on.payload)
  })

  it('has an activation go when all that it names is left out', () => {
    expect(choose([activation('on', 'files'), files], mac, listed([])).left).toEqual({
      files: 'not_supported',
      on: 'nothing_left',
    })
  })

  it('lets a poisoned declaration hurt itself only', () => {
    const poison = [
      { ...passcode, identifier: 'p1', payload: null },
      { ...passcode, identifier: 'p2', payload: { MinimumLength: 'long' } },
      { ...passcode, identifier: 'p3', type: 'toString' },
      { ...passcode, identifier: 'p 4' },
      { ...passcode, identifier: 'p5', payload: [] },
      activation('p6', { toString: 1 }),
    ] as unknown as Declaration[]
    const { told, left } = choose(
      [...poison, passcode, activation('on', 'passcode', 'p1', 'p2')],
      mac,
      listed(['passcode.settings']),
    )
    expect(told).toEqual(['on', 'passcode'])
    expect(Object.values(left)).toEqual(poison.map(() => 'invalid'))
  })
})

describe('status subscriptions', () => {
  const asked = (subject: DeclarationSubject, items: string[] | null) => {
    const capabilities = items && listed(['management.status-subscriptions'], items)
    const { offered } = chooseDeclarations(statusDeclarations(), subject, capabilities)
    const payload = offered.find(({ kind }) => kind === 'configuration')?.payload
    return ((payload?.StatusItems ?? []) as { Name: string }[]).map(({ Name }) => Name)
  }

  it('ask for what this Mac may and can tell', () => {
    expect(asked({ ...mac, osVersion: '13.6' }, null)).not.toContain('softwareupdate.install-state')
    expect(asked(mac, null)).toContain('softwareupdate.install-state')
    const user = { ...mac, enrollmentType: 'user' } as const
    expect(
      asked(user, null).filter((name) => /identifier\.(udid|serial)|filevault|software/.test(name)),
    ).toEqual([])
    expect(asked(mac, ['device.model.family', 'something.new'])).toEqual(['device.model.family'])
  })

  it('are not sent at all when nothing is left to ask', () => {
    const { offered, withheld } = chooseDeclarations(
      statusDeclarations(),
      mac,
      listed(['management.status-subscriptions'], []),
    )
    expect(offered).toEqual([])
    expect(withheld.map(({ reason }) => reason)).toEqual(['nothing_left', 'nothing_left'])
  })
})
