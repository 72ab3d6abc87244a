import { describe, expect, it } from 'vitest'
import { allAccessRights, personalMacAccessRights } from '#lib/mdm/protocol/access-rights.ts'
import { digestInventory } from '#lib/portal/macs/digest-inventory.ts'
import { judgeHealth } from '#lib/portal/macs/health.ts'
import { isSameName } from '#lib/portal/macs/is-same-name.ts'
import { judgeAbilities } from '#lib/portal/macs/judge-abilities.ts'
import { listChecks } from '#lib/portal/macs/list-checks.ts'
import { readInstalledApps } from '#lib/portal/macs/read-installed-apps.ts'

const now = new Date('2026-11-23T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
const good = {
  status: 'enrolled',
  leftHow: null,
  removalAskedAt: null,
  fileVault: true,
  firewall: true,
  sip: true,
  lockedAt: null,
  lastSeenAt: daysAgo(0),
}

describe('the inventory of a Mac', () => {
  it('fills what it tells, and leaves alone what it does not', () => {
    expect(digestInventory('DeviceInformation', { DeviceName: 'Kestrel', BatteryLevel: -1 })).toEqual({
      name: 'Kestrel',
    })
    expect(digestInventory('SecurityInfo', { FDE_Enabled: false, FirewallSettings: 7 })).toEqual({
      fileVault: false,
    })
  })

  it('is never trusted to have the right shape', () => {
    const odd = { DeviceName: 'x'.repeat(10_000), OSVersion: { a: 1 }, DeviceCapacity: Number.NaN }
    for (const answer of [null, 'text', [], 7, odd]) {
      expect(digestInventory('DeviceInformation', answer)).toEqual({})
      expect(readInstalledApps(answer)).toEqual([])
    }
    const apps = [{ Name: 'B' }, { Identifier: 'a', ShortVersion: 1 }, { Version: '1' }]
    expect(readInstalledApps(apps)).toEqual([
      { identifier: 'a', name: 'a', version: '' },
      { identifier: '', name: 'B', version: '' },
    ])
  })
})

describe('the health of a Mac', () => {
  it('is the most serious thing that is known', () => {
    const cases: [Partial<typeof good> | object, string][] = [
      [{}, 'healthy'],
      [{ fileVault: null }, 'checking'],
      [{ firewall: false }, 'firewall_off'],
      [{ firewall: false, fileVault: false }, 'file_vault_off'],
      [{ fileVault: false, lastSeenAt: daysAgo(8) }, 'silent'],
      [{ lockedAt: now, lastSeenAt: daysAgo(8) }, 'locked'],
      [{ lockedAt: now, status: 'left' }, 'left'],
      [{ status: 'left', leftHow: 'silent' }, 'left_silent'],
      [{ lockedAt: now, removalAskedAt: now }, 'leaving'],
    ]
    for (const [change, code] of cases) expect(judgeHealth({ ...good, ...change }, now).code).toBe(code)
  })

  it('does not call a Mac locked that spoke since', () => {
    expect(judgeHealth({ ...good, lockedAt: daysAgo(1) }, now).code).toBe('healthy')
  })

  it('tells apart what failed, what is not known yet, and what may not be asked', () => {
    const states = (change: object) =>
      listChecks({ ...good, enrollmentType: 'device', accessRights: allAccessRights, ...change }, now).map(
        (check) => check.state,
      )
    expect(states({})).toEqual(['good', 'good', 'good', 'good'])
    expect(states({ fileVault: false, sip: null, lastSeenAt: daysAgo(30) })).toEqual([
      'bad',
      'good',
      'not_yet',
      'bad',
    ])
    expect(states({ fileVault: null, accessRights: 16 })[0]).toBe('not_told')
  })
})

describe('what a company can see and do', () => {
  const denied = (subject: Parameters<typeof judgeAbilities>[0]) => {
    const { sees, does } = judgeAbilities(subject)
    return [...sees, ...does].filter((ability) => ability.denial).map((ability) => ability.name)
  }

  it('follows from the rights that an invitation asks for', () => {
    expect(denied({ enrollmentType: 'device', accessRights: allAccessRights })).toEqual([])
    expect(denied({ enrollmentType: 'device', accessRights: personalMacAccessRights })).toEqual([
      'restart',
      'lock',
      'erase',
    ])
  })

  it('is least with private enrolment', () => {
    expect(denied({ enrollmentType: 'user', accessRights: 0 })).toEqual([
      'serialNumber',
      'inventory',
      'networkInformation',
      'removeApplication',
      'restart',
      'lock',
      'erase',
    ])
  })
})

describe('the name of a Mac', () => {
  it('is the same with straight and curly signs, capitals and spaces', () => {
    expect(isSameName(" tom's  macbook ", 'Tom’s MacBook')).toBe(true)
    expect(isSameName('"x"', '“x”')).toBe(true)
  })

  it('is not the same when a letter is missing', () => {
    expect(isSameName('Toms MacBook', 'Tom’s MacBook')).toBe(false)
    expect(isSameName('', 'Tom’s MacBook')).toBe(false)
  })
})
