import { describe, expect, it } from 'vitest'
import { causeKey } from '#app/(portal)/requests/[installId]/cause-key.ts'
import { type InstallCause, installCause } from '#lib/portal/installs/install-cause.ts'
import { installStates } from '#lib/portal/installs/states.ts'
import en from '#messages/en/requests.json'
import nl from '#messages/nl/requests.json'

const causes: InstallCause[] = [
  { kind: 'person', personId: 'p', name: 'Sanne' },
  { kind: 'policy', rule: 'no_approval_needed' },
  { kind: 'policy', rule: 'required' },
  { kind: 'policy', rule: 'not_required' },
  { kind: 'restart' },
  { kind: 'mac_stays' },
  { kind: 'command', commandUuid: 'c', status: 'Acknowledged' },
  { kind: 'report', list: 'ManagedApplicationList', version: '1.0' },
  { kind: 'report', list: 'ManagedApplicationList' },
  { kind: 'download', what: 'manifest' },
  { kind: 'download', what: 'package' },
  { kind: 'enrollment', what: 'enrolled', eventId: '1' },
  { kind: 'enrollment', what: 'checked_out', eventId: '1' },
  { kind: 'clock', after: 'sent' },
  { kind: 'check', failureCode: 'incompatible_os' },
]

describe('what made an install move', () => {
  it('has words in both languages, whatever the cause and the state', () => {
    const keys = causes.flatMap((cause) => installStates.map((to) => causeKey({ cause, to })))
    for (const key of new Set([...keys, causeKey({ cause: null, to: 'failed' })])) {
      expect(Object.keys(en.cause)).toContain(key)
      expect(Object.keys(nl.cause)).toContain(key)
    }
  })

  it('is tried here for every kind of cause there is', () => {
    const kinds = installCause.options.map((option) => option.shape.kind.value)
    expect(new Set(causes.map((cause) => cause.kind))).toEqual(new Set(kinds))
  })

  it('does not call the Mac’s acknowledgement an install', () => {
    expect(causeKey({ cause: { kind: 'command', commandUuid: 'c' }, to: 'sent' })).toBe('mac_took')
  })
})
