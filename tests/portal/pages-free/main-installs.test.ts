import { describe, expect, it } from 'vitest'
import { mainInstalls } from '#app/(portal)/apps/main-installs.ts'
import { describeInstall } from '#lib/portal/installs/describe-install.ts'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import type { InstallState } from '#lib/portal/installs/states.ts'

const day = new Date('2026-11-23T10:00:00Z')

function install(appId: string, state: InstallState): InstallView {
  const app = { id: appId, slug: appId, name: appId, publisher: '', iconUrl: null }
  const known = { state, failureCode: null, downloadedBytes: 0 }
  return {
    ...known,
    id: `${appId}-${state}`,
    stateSince: day,
    until: null,
    attempt: 1,
    createdAt: day,
    refusal: null,
    errors: [],
    app: { ...app, retired: false, approvalRequired: true },
    package: { version: '1', sizeBytes: 1, minimumOsVersion: null },
    device: { id: 'd', name: 'Mac', modelName: '', enrolled: true, osVersion: null, lastSeenAt: null },
    person: { id: 'p', name: 'Sanne' },
    request: null,
    required: false,
    choice: null,
    startsAt: null,
    look: describeInstall({ ...known, approvalRequired: true, sizeBytes: 1 }),
  }
}

function chosen(...states: InstallState[]): string | undefined {
  return mainInstalls(states.map((state) => install('tea', state))).get('tea')?.state
}

describe('the state on an app’s tile', () => {
  it('is what is going on now, before what is there already', () => {
    expect(chosen('installed', 'downloading')).toBe('downloading')
  })
  it('is what is there, before what failed', () => expect(chosen('failed', 'installed')).toBe('installed'))
  it('is what failed, before what was called off', () => {
    expect(chosen('cancelled', 'failed', 'declined')).toBe('failed')
  })
  it('keeps apps apart', () => {
    const main = mainInstalls([install('tea', 'installed'), install('kite', 'requested')])
    expect([...main.keys()].sort()).toEqual(['kite', 'tea'])
  })
})
