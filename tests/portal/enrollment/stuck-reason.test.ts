import { expect, it } from 'vitest'
import { type EnrollmentStage, stuckReason } from '#lib/portal/enrollment/stuck-reason.ts'

const stages: EnrollmentStage[] = ['begun', 'waiting', 'opened', 'identified', 'authenticated', 'enrolled']

it('knows why a Mac with a link goes no further', () => {
  const reasons = stages.map((stage) =>
    stuckReason({ kind: 'profile', stage, pushMissing: false, trouble: null }),
  )
  expect(reasons).toEqual([
    'link_not_opened',
    'link_not_opened',
    'not_installed',
    'no_check_in',
    'half_way',
    'page_pending',
  ])
})

it('knows why a Mac that somebody signs in on goes no further', () => {
  const reasons = stages.map((stage) =>
    stuckReason({ kind: 'account_user', stage, pushMissing: false, trouble: null }),
  )
  expect(reasons).toEqual([
    'not_signed_in',
    'profile_not_fetched',
    'apple_account',
    'no_check_in',
    'half_way',
    'page_pending',
  ])
})

it('looks for the push certificate before anything else', () => {
  for (const stage of stages) {
    expect(stuckReason({ kind: 'account_device', stage, pushMissing: true, trouble: 'clock_wrong' })).toBe(
      'push_missing',
    )
  }
})

it('says what the Mac stumbled over, however far it had come', () => {
  for (const stage of stages) {
    const facts = { kind: 'profile', stage, pushMissing: false } as const
    expect(stuckReason({ ...facts, trouble: 'other_person' })).toBe('other_person')
  }
})
