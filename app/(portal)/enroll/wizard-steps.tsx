import { getTranslations } from 'next-intl/server'
import { Stepper } from '#components/ui/stepper.tsx'
import type { Attempt } from './read-attempt.ts'

/** Where somebody is: the questions, then two steps that depend on the way. */
export async function WizardSteps({ attempt }: { attempt: Attempt }) {
  const t = await getTranslations('enroll.steps')
  const { plan, stage, invitation, expired } = attempt
  const byAccount =
    plan.step === 'sign_in' ||
    // It is only asked where a newer Mac would sign in.
    plan.step === 'system' ||
    (plan.step === 'plan' && plan.kinds[0] !== 'profile') ||
    (plan.step === 'whose' && plan.choices[0]?.best !== 'profile')
  const answered = plan.step === 'link' || plan.step === 'sign_in'
  const further = invitation !== null && !expired && (byAccount || stage !== 'waiting')
  return (
    <div className="mb-8">
      <Stepper
        label={t('label')}
        steps={
          byAccount ? [t('choose'), t('sign_in'), t('allow')] : [t('choose'), t('download'), t('install')]
        }
        current={answered ? (further ? 2 : 1) : 0}
        doneWord={t('done')}
        currentWord={t('current')}
      />
    </div>
  )
}
