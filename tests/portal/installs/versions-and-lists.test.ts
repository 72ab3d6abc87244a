import { describe, expect, it } from 'vitest'
import { findApp, readAppLists } from '#lib/portal/installs/app-lists.ts'
import { nextCheckAfter } from '#lib/portal/installs/check-schedule.ts'
import { compareVersions } from '#lib/portal/installs/compare-versions.ts'
import { judgeReport } from '#lib/portal/installs/judge-report.ts'
import { judgeTarget } from '#lib/portal/installs/policy.ts'
import { readRange } from '#lib/portal/installs/read-range.ts'

describe('versions', () => {
  it('are ordered as people count', () => {
    const ordered = ['', '0.9', '1', '1.2', '1.9.9', '1.10', '2.beta', '2.0', '2.0.1', '10.15', '26.1']
    for (let a = 0; a < ordered.length; a += 1) {
      for (let b = 0; b < ordered.length; b += 1) {
        const order = compareVersions(ordered[a] ?? '', ordered[b] ?? '')
        expect(Math.sign(order), `${ordered[a]} ${ordered[b]}`).toBe(Math.sign(a - b))
      }
    }
    expect(compareVersions('2', '2.0.0')).toBe(0)
    expect(compareVersions('1.2 (345)', '1.2 (346)')).toBe(-1)
  })
})

describe('whether a Mac can have an app', () => {
  const mac = { status: 'enrolled', enrollmentType: 'device', accessRights: 8191, osVersion: '15.7' }

  it('asks the macOS version, the enrolment and its rights', () => {
    expect(judgeTarget(mac, { minimumOsVersion: '15.7' })).toBeNull()
    expect(judgeTarget(mac, { minimumOsVersion: '15.10' })).toBe('incompatible_os')
    expect(judgeTarget({ ...mac, osVersion: null }, { minimumOsVersion: '15.10' })).toBeNull()
    expect(judgeTarget({ ...mac, accessRights: 8191 & ~4096 }, { minimumOsVersion: null })).toBe(
      'unsupported_by_enrolment',
    )
    expect(judgeTarget({ ...mac, status: 'left' }, { minimumOsVersion: null })).toBe('mac_left')
  })
})

describe('a list of apps as proof', () => {
  const wanted = { bundleIdentifier: 'example.tea', bundleVersion: '2.0' }
  const listed = (version: string) => [{ Identifier: 'example.tea', ShortVersion: version }]
  const managed = (status: string) => ({ 'example.tea': { Status: status } })
  const judge = (
    state: Parameters<typeof judgeReport>[0],
    kind: Parameters<typeof judgeReport>[2],
    managedList: unknown,
    installedList: unknown,
  ) => judgeReport(state, findApp(readAppLists(managedList, installedList), wanted), kind)?.to ?? null

  it('counts the wanted version or a later one, and not an earlier one', () => {
    expect(judge('verifying', 'InstalledApplicationList', null, listed('2.0'))).toBe('installed')
    expect(judge('failed', 'InstalledApplicationList', null, listed('2.1'))).toBe('installed')
    expect(judge('verifying', 'InstalledApplicationList', null, listed('1.9'))).toBeNull()
    expect(judge('verifying', 'ManagedApplicationList', managed('Managed'), null)).toBe('installed')
    expect(judge('verifying', 'ManagedApplicationList', managed('Managed'), listed('1.9'))).toBeNull()
  })

  it('takes only the list that came as evidence, not what an older one said', () => {
    expect(judge('sent', 'InstalledApplicationList', managed('UserRejected'), [])).toBeNull()
    expect(judge('sent', 'InstalledApplicationList', managed('Managed'), [])).toBeNull()
  })

  it('hears a Cancel, a question and a failure while the Mac works on it, and not before', () => {
    for (const status of ['UserRejected', 'Prompting', 'Failed']) {
      expect(judge('waiting_for_mac', 'ManagedApplicationList', managed(status), null)).toBeNull()
    }
    expect(judge('downloading', 'ManagedApplicationList', managed('UserRejected'), null)).toBe(
      'declined_on_mac',
    )
    expect(judge('sent', 'ManagedApplicationList', managed('Prompting'), null)).toBe('asked_on_mac')
    expect(judge('verifying', 'ManagedApplicationList', managed('Failed'), null)).toBe('failed')
  })

  it('sees an app go', () => {
    expect(judge('installed', 'InstalledApplicationList', null, [])).toBe('removed')
    expect(judge('installed', 'InstalledApplicationList', managed('Managed'), [])).toBeNull()
    expect(judge('installed', 'ManagedApplicationList', managed('ManagedButUninstalled'), null)).toBe(
      'removed',
    )
    expect(judge('installed', 'ManagedApplicationList', {}, null)).toBeNull()
  })

  it('believes nothing that has another shape', () => {
    for (const odd of [null, 'x', 7, [1], { 'example.tea': 'Managed' }, [{ Identifier: 7 }]]) {
      expect(judge('verifying', 'ManagedApplicationList', odd, odd)).toBeNull()
      expect(judge('verifying', 'InstalledApplicationList', odd, odd)).toBeNull()
    }
    const prototype = findApp(readAppLists({}, []), { bundleIdentifier: '__proto__', bundleVersion: '1' })
    expect(prototype.managedStatus).toBeNull()
  })
})

describe('when the Mac is asked', () => {
  it('comes quickly at first, then ever more slowly, and always later than now', () => {
    const since = new Date('2026-11-01T12:00:00Z')
    const asked: number[] = []
    let now = since
    while (asked.length < 8) {
      const next = nextCheckAfter('verifying', since, now)
      if (!next) break
      expect(next > now).toBe(true)
      asked.push((next.getTime() - since.getTime()) / 1000)
      now = next
    }
    expect(asked).toEqual([10, 40, 100, 220, 340, 460, 580, 700])
    expect(nextCheckAfter('installed', since, since)).toBeNull()
  })
})

describe('a Range', () => {
  it('is read as RFC 9110 says', () => {
    expect(readRange('bytes=0-', 100)).toEqual({ start: 0, end: 99 })
    expect(readRange('bytes=10-19', 100)).toEqual({ start: 10, end: 19 })
    expect(readRange('bytes=10-500', 100)).toEqual({ start: 10, end: 99 })
    expect(readRange('bytes=-30', 100)).toEqual({ start: 70, end: 99 })
    expect(readRange('bytes=-300', 100)).toEqual({ start: 0, end: 99 })
    expect(readRange('bytes=100-', 100)).toBe('unsatisfiable')
    expect(readRange('bytes=-0', 100)).toBe('unsatisfiable')
    for (const odd of [
      undefined,
      '',
      'bytes=',
      'bytes=-',
      'bytes=5-2',
      'lines=1-2',
      'bytes=0-1,5-6',
      'bytes=a-b',
    ]) {
      expect(readRange(odd, 100), odd).toBeNull()
    }
  })
})
