import { describe, expect, it } from 'vitest'
import { allAccessRights } from '#lib/mdm/protocol/access-rights.ts'
import { derive } from '#lib/portal/privacy/derive.ts'
import type { Policy } from '#lib/portal/privacy/judge-policies.ts'
import { prospects } from '#lib/portal/privacy/prospects.ts'
import { growth, tell } from '#lib/portal/privacy/told-abilities.ts'

const policy = (name: string, ...payloadTypes: string[]): Policy => ({
  name,
  payloadTypes,
  declarationTypes: [],
})
const declaration = (name: string, type: string): Policy => ({
  name,
  payloadTypes: [],
  declarationTypes: [type],
})

/** Where an item stands, and why. */
function standing(kind: keyof typeof prospects, key: string, policies: Policy[] = []) {
  const privacy = derive(prospects[kind], policies)
  const list = (['never', 'always', 'might'] as const).find((name) =>
    privacy[name].some((item) => item.key === key),
  )
  const item = list && privacy[list].find((one) => one.key === key)
  return [list, item?.reason]
}

describe('what IT can see and do', () => {
  it('never includes what no Mac can be asked for, however it is enrolled', () => {
    for (const kind of ['private', 'personal', 'company', 'automated'] as const) {
      for (const key of [
        'location',
        'files',
        'photos',
        'messages',
        'browsingHistory',
        'passwords',
        'camera',
      ]) {
        expect(standing(kind, key)).toEqual(['never', 'no_such_command'])
      }
    }
  })

  it('is what Apple lets a private enrolment give, and no more', () => {
    const never = derive(prospects.private, []).never.map(({ key }) => key)
    expect(never).toEqual(
      expect.arrayContaining([
        'serialNumber',
        'allApps',
        'recoveryKey',
        'networkAddresses',
        'appleAccount',
        'websites',
        'erase',
        'lock',
        'restart',
        'removeApps',
        'passcodeRules',
        'requireUpdates',
        'firewall',
        'remoteDesktop',
      ]),
    )
    expect(standing('private', 'erase')).toEqual(['never', 'private_enrolment'])
    expect(standing('private', 'companyApps')).toEqual(['always', 'enrolment'])
    expect(standing('private', 'workVpn')).toEqual(['might', 'needs_policy'])
  })

  it('leaves out what a personal Mac gives no right to', () => {
    expect(standing('personal', 'erase')).toEqual(['never', 'right_not_given'])
    expect(standing('personal', 'lock')).toEqual(['never', 'right_not_given'])
    expect(standing('personal', 'serialNumber')).toEqual(['always', 'enrolment'])
    expect(standing('company', 'lock')).toEqual(['always', 'enrolment'])
  })

  it('keeps for Macs from Apple what only those have', () => {
    expect(standing('company', 'administrator')).toEqual(['never', 'only_automated'])
    expect(standing('automated', 'administrator')).toEqual(['always', 'enrolment'])
  })

  it('turns from might to always by a policy, which it names', () => {
    expect(standing('company', 'websites')).toEqual(['might', 'needs_policy'])
    const { always } = derive(prospects.company, [
      policy('Web filter', 'com.apple.webcontent-filter'),
      policy('Office VPN', 'com.apple.vpn.managed', 'com.apple.webcontent-filter'),
    ])
    expect(always).toContainEqual({
      key: 'websites',
      kind: 'see',
      reason: 'policy',
      policies: ['Office VPN', 'Web filter'],
    })
    expect(
      standing('company', 'passcodeRules', [declaration('P', 'com.apple.configuration.passcode.settings')]),
    ).toEqual(['always', 'policy'])
  })

  it('is not changed by a policy that the Mac ignores', () => {
    const policies = [
      policy('Web filter', 'com.apple.webcontent-filter', 'com.example.app'),
      declaration('Passcode', 'com.apple.configuration.passcode.settings'),
    ]
    expect(derive(prospects.private, policies)).toEqual(derive(prospects.private, []))
  })

  it('counts what Apple does not list as the settings of an app', () => {
    expect(standing('company', 'otherSettings', [policy('App', 'com.example.app')])).toEqual([
      'always',
      'policy',
    ])
    expect(standing('company', 'otherSettings', [policy('Wi-Fi', 'com.apple.wifi.managed')])).toEqual([
      'might',
      'needs_policy',
    ])
  })

  it('can be given without the right to install profiles: declarations bring them too', () => {
    const privacy = derive({ enrollmentType: 'device', accessRights: allAccessRights & ~2 }, [])
    expect(privacy.might.map(({ key }) => key)).toContain('passcodeRules')
  })
})

describe('more and less', () => {
  const told = (kind: keyof typeof prospects, policies: Policy[] = []) =>
    tell('p', derive(prospects[kind], policies))

  it('is what moved from never to might, and from either to can', () => {
    const change = growth(told('private'), told('personal'))
    expect(change.can).toContain('serialNumber')
    expect(change.might).toContain('recoveryKey')
    expect(change.can).not.toContain('erase')
    expect(growth(told('personal'), told('company'))).toEqual({
      can: expect.arrayContaining(['erase', 'lock', 'restart']),
      might: [],
    })
  })

  it('is nothing between two that are alike, and nothing downwards', () => {
    expect(growth(told('company'), told('company'))).toEqual({ can: [], might: [] })
    expect(growth(told('company'), told('private'))).toEqual({ can: [], might: [] })
  })

  it('sees a policy come, and go', () => {
    const filtered = told('company', [policy('F', 'com.apple.webcontent-filter')])
    expect(growth(told('company'), filtered)).toEqual({ can: ['websites', 'blockWebsites'], might: [] })
    expect(growth(filtered, told('company'))).toEqual({ can: [], might: [] })
  })
})
