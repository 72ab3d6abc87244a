import { describe, expect, it } from 'vitest'
import { declarationTypes } from '#lib/mdm/ddm/declaration-types.ts'
import { statusItemTypes } from '#lib/mdm/ddm/status-item-types.ts'
import { requestTypes } from '#lib/mdm/protocol/command-table/command-table.ts'
import { deviceInformationChoices } from '#lib/mdm/protocol/command-table/device-information-choices.ts'
import { settingRules } from '#lib/mdm/protocol/command-table/settings-command.ts'
import type { AbilitySource } from '#lib/portal/privacy/ability-source.ts'
import { deeds } from '#lib/portal/privacy/deeds.ts'
import { derive } from '#lib/portal/privacy/derive.ts'
import { prospectKinds, prospects } from '#lib/portal/privacy/prospects.ts'
import { sights } from '#lib/portal/privacy/sights.ts'
import { silentSources } from '#lib/portal/privacy/silent-sources.ts'
import { needAppleSchema } from '#tests/support/apple-schema.ts'
import { readSchemaReach } from './schema-reach.ts'

const abilities: Record<string, AbilitySource> = { ...sights, ...deeds }
const silent: AbilitySource = silentSources

function mapped(part: keyof AbilitySource): string[] {
  return [...Object.values(abilities), silent].flatMap((source) => [...(source[part] ?? [])])
}

/** Those that neither stand under an ability nor in the list of what says nothing, and those that are no more. */
function differences(known: Iterable<string>, part: keyof AbilitySource, alsoThrough: string[] = []) {
  const all = new Set(known)
  const covered = new Set([...mapped(part), ...alsoThrough])
  return {
    forgotten: [...all].filter((name) => !covered.has(name)).sort(),
    unknown: mapped(part).filter((name) => !all.has(name)),
  }
}

const none = { forgotten: [], unknown: [] }

describe('the page of what IT can see and do forgets nothing', () => {
  it('has each ability once', () => {
    expect(Object.keys(abilities)).toHaveLength(Object.keys(sights).length + Object.keys(deeds).length)
  })

  it('has a place for every command, or says that it says nothing', () => {
    // These two carry others, which are looked at one by one.
    expect(differences(requestTypes, 'commands', ['DeviceInformation', 'Settings'])).toEqual(none)
  })

  it('has a place for every question to a Mac and every setting', () => {
    expect(differences(Object.keys(deviceInformationChoices), 'queries')).toEqual(none)
    expect(differences(Object.keys(settingRules), 'settings')).toEqual(none)
  })

  it('has a place for every declaration and everything that Macs report by themselves', () => {
    expect(differences(declarationTypes.keys(), 'declarations')).toEqual(none)
    expect(differences(statusItemTypes.keys(), 'statusItems')).toEqual(none)
  })

  it('has a place for every payload that Apple’s schema has for Macs', async (context) => {
    const { payloads } = readSchemaReach(await needAppleSchema(context))
    const types = payloads.filter((type) => type !== 'CommonPayloadKeys' && type !== 'TopLevel')
    expect(differences(types, 'payloads')).toEqual(none)
  })

  it('says nothing to be silent that an ability rests on', () => {
    for (const part of [
      'commands',
      'queries',
      'settings',
      'statusItems',
      'payloads',
      'declarations',
    ] as const) {
      const said = new Set(Object.values(abilities).flatMap((source) => [...(source[part] ?? [])]))
      expect((silent[part] ?? []).filter((name) => said.has(name))).toEqual([])
    }
  })
})

describe('the page of what IT can see and do agrees with Apple’s schema', () => {
  const rightless = { enrollmentType: 'device', accessRights: 0 } as const
  const subjects = [...prospectKinds.map((kind) => prospects[kind]), rightless]

  it.for(subjects)('for $enrollmentType enrolment with rights $accessRights', async (subject, context) => {
    const schema = readSchemaReach(await needAppleSchema(context))
    const { never, always, might } = derive(subject, [])
    const allowed = (item: { key: string }) => schema.allows(subject, abilities[item.key] ?? {})
    expect(never.filter(allowed).map(({ key }) => key)).toEqual([])
    expect([...always, ...might].filter((item) => !allowed(item)).map(({ key }) => key)).toEqual([])
    const keys = [...never, ...always, ...might].map(({ key }) => key)
    expect(keys.sort()).toEqual(Object.keys(abilities).sort())
  })
})
