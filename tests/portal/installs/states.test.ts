import { describe, expect, it } from 'vitest'
import { describeInstall } from '#lib/portal/installs/describe-install.ts'
import { failureCodes, isFailureCode } from '#lib/portal/installs/failure-code.ts'
import {
  cancellable,
  canMove,
  deadlineOf,
  type InstallState,
  installStates,
  parseState,
  requestable,
  retryable,
  ruleOf,
} from '#lib/portal/installs/states.ts'

const reachable = (from: InstallState): Set<InstallState> => {
  const found = new Set<InstallState>([from])
  for (const state of found) {
    for (const next of installStates) if (canMove(state, next)) found.add(next)
  }
  return found
}

describe('the table of an install', () => {
  it('leads only to states that it has itself', () => {
    for (const state of installStates) for (const next of ruleOf(state).next) parseState(next)
  })

  it('can be left and reached: every state follows from a request, and from each one the app can still arrive', () => {
    const fromRequest = reachable('requested')
    for (const state of installStates) {
      expect(fromRequest, state).toContain(state)
      expect(reachable(state), state).toContain('installed')
    }
  })

  it('lets nothing wait for ever: whoever is awaited, there is an end and what follows from it', () => {
    for (const state of installStates) {
      const { owner, timeoutSeconds, onTimeout } = ruleOf(state)
      if (owner === 'nobody') expect([timeoutSeconds, onTimeout], state).toEqual([null, null])
      else {
        expect(timeoutSeconds, state).not.toBeNull()
        expect(onTimeout, state).not.toBeNull()
        const ends: Record<string, InstallState> = {
          expire: 'expired',
          start: 'waiting_for_mac',
          line: 'in_line',
        }
        const end = ends[onTimeout ?? '']
        expect(canMove(state, end ?? 'failed'), state).toBe(true)
        if (!end) expect(isFailureCode(onTimeout)).toBe(true)
      }
    }
  })

  it('lets a late proof repair what was given up', () => {
    for (const state of ['failed', 'declined_on_mac', 'sent', 'asked_on_mac', 'verifying'] as const) {
      expect(canMove(state, 'installed')).toBe(true)
    }
  })

  it('never sends what nobody allowed', () => {
    for (const state of ['requested', ...requestable] as const) {
      expect(canMove(state, 'waiting_for_mac'), state).toBe(false)
      expect(canMove(state, 'installed'), state).toBe(state === 'removed' || state === 'unmanaged')
    }
    for (const state of retryable) expect(canMove(state, 'waiting_for_mac')).toBe(true)
    for (const state of cancellable) expect(canMove(state, 'cancelled')).toBe(true)
  })

  it('gives each state its deadline', () => {
    const since = new Date('2026-11-01T12:00:00Z')
    expect(deadlineOf('waiting_for_mac', since)).toEqual(new Date('2026-11-15T12:00:00Z'))
    expect(deadlineOf('sent', since)).toEqual(new Date('2026-11-01T12:45:00Z'))
    expect(deadlineOf('requested', since)).toBeNull()
    expect(deadlineOf('installed', since)).toBeNull()
  })

  it('refuses a state that it does not know', () => {
    expect(() => parseState('lost')).toThrow(/no state/)
  })
})

describe('what a page shows of an install', () => {
  const install = { failureCode: null, approvalRequired: true, downloadedBytes: 512, sizeBytes: 1024 }

  it('has a phase on the track for every state and failure, with and without approval', () => {
    for (const approvalRequired of [true, false]) {
      for (const state of installStates) {
        for (const failureCode of [null, ...failureCodes]) {
          const look = describeInstall({ ...install, state, failureCode, approvalRequired })
          expect(look.phases[look.phaseIndex], `${state} ${failureCode}`).toBe(look.phase)
          if (look.actionKey) expect(look.actionKey).toBe(`action.${look.nextAction}`)
        }
      }
    }
  })

  it('names one next step: ask again after Cancel, try again after a failure, enrol when the Mac left', () => {
    const next = (state: InstallState, failureCode: string | null = null) =>
      describeInstall({ ...install, state, failureCode }).nextAction
    expect(next('declined_on_mac', 'declined_on_mac')).toBe('ask_again')
    expect(next('failed', 'download_failed')).toBe('retry')
    expect(next('failed', 'mac_left')).toBe('enroll')
    expect(next('failed', 'unsupported_by_enrolment')).toBe('contact')
    expect(next('waiting_for_mac')).toBe('cancel')
    expect(next('sent')).toBeNull()
  })

  it('shows how much of the download is there', () => {
    expect(describeInstall({ ...install, state: 'downloading' }).percent).toBe(50)
    expect(describeInstall({ ...install, state: 'sent' }).percent).toBeNull()
  })
})
