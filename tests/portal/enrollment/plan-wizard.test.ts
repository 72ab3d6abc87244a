import { describe, expect, it } from 'vitest'
import { planWizard, type WizardAnswers, type WizardFacts } from '#lib/portal/enrollment/plan-wizard.ts'
import { enrollmentKinds, ownerships } from '#lib/portal/enrollment/policy.ts'

const everything: WizardFacts = {
  offered: { kinds: enrollmentKinds, ownerships, maxMacs: null },
  hasAccount: true,
}
const silent: WizardAnswers = { ownership: null, system: null, kind: null, begun: false }
const only = (
  kinds: WizardFacts['offered']['kinds'],
  whose: WizardFacts['offered']['ownerships'] = ownerships,
) => ({
  ...everything,
  offered: { kinds, ownerships: whose, maxMacs: null },
})

describe('The wizard', () => {
  it('asks whose Mac it is, then what it runs, then says what suits best', () => {
    const whose = planWizard(everything, silent)
    expect(whose).toEqual({
      step: 'whose',
      choices: [
        { ownership: 'personal', best: 'account_user' },
        { ownership: 'company', best: 'account_device' },
      ],
    })
    const personal = { ...silent, ownership: 'personal' as const }
    expect(planWizard(everything, personal)).toEqual({ step: 'system', ownership: 'personal' })
    expect(planWizard(everything, { ...personal, system: 15 })).toEqual({
      step: 'plan',
      ownership: 'personal',
      kinds: ['account_user', 'profile', 'account_device'],
    })
  })

  it('does not ask what it runs where that decides nothing', () => {
    const answers = { ...silent, ownership: 'company' as const }
    expect(planWizard(only(['profile']), answers).step).toBe('link')
    expect(planWizard({ ...everything, hasAccount: false }, answers).step).toBe('link')
    expect(planWizard(only(['account_device']), answers).step).toBe('plan')
  })

  it('asks nothing where there is one way only', () => {
    expect(planWizard(only(['profile'], ['company']), silent)).toEqual({
      step: 'link',
      ownership: 'company',
      kinds: ['profile'],
    })
    expect(planWizard(only(['account_user']), silent)).toMatchObject({ step: 'plan', ownership: 'personal' })
  })

  it('sends an older Mac to the profile, and says so when there is none', () => {
    const old = { ...silent, ownership: 'personal' as const, system: 13 as const }
    expect(planWizard(everything, old)).toMatchObject({ step: 'link', kinds: ['profile'] })
    expect(planWizard(only(['account_user']), old)).toEqual({ step: 'too_old', ownership: 'personal' })
  })

  it('goes on with a way that fits, and with no other', () => {
    const answers = { ownership: 'company', system: 15, kind: 'account_device', begun: true } as const
    expect(planWizard(everything, answers)).toMatchObject({ step: 'sign_in', kind: 'account_device' })
    expect(planWizard(everything, { ...answers, begun: false }).step).toBe('plan')
    expect(planWizard(everything, { ...answers, kind: 'account_user' }).step).toBe('plan')
    expect(planWizard(everything, { ...answers, kind: 'profile' }).step).toBe('link')
  })

  it('says when nothing is offered', () => {
    expect(planWizard(only([]), silent)).toEqual({ step: 'nothing' })
    expect(planWizard({ ...only(['account_user']), hasAccount: false }, silent)).toEqual({ step: 'nothing' })
    expect(planWizard(only(['account_user'], ['company']), silent)).toEqual({ step: 'nothing' })
  })
})
