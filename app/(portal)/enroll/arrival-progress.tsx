import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Card } from '#components/ui/card.tsx'
import { ProgressSteps } from '#components/ui/progress-steps.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { EnrollmentStage } from '#lib/portal/enrollment/stuck-reason.ts'
import { AfterAWhile } from './after-a-while.tsx'

const ways = {
  link: {
    phases: ['download', 'install', 'arrive'],
    phaseOf: {
      begun: 'download',
      waiting: 'download',
      opened: 'install',
      identified: 'arrive',
      authenticated: 'arrive',
      enrolled: 'arrive',
    },
  },
  account: {
    phases: ['sign_in', 'allow', 'arrive'],
    phaseOf: {
      begun: 'sign_in',
      waiting: 'allow',
      opened: 'allow',
      identified: 'arrive',
      authenticated: 'arrive',
      enrolled: 'arrive',
    },
  },
} as const

const secondsUntilStuck = 120

/**
 * How far the Mac has come, live.
 *
 * stuck  what to say after two minutes without a step, or at once when it stumbled
 */
export async function ArrivalProgress(props: {
  way: keyof typeof ways
  stage: EnrollmentStage
  since: Date
  stumbled: boolean
  stuck: ReactNode
}) {
  const { way, stage, since, stumbled } = props
  const t = await getTranslations('enroll')
  const locale = await getLocale()
  const { phases, phaseOf } = ways[way]
  const phase = phaseOf[stage]
  return (
    <Card>
      <ProgressSteps
        steps={phases.map((id) => ({ id, label: t(`progress.phase.${id}`) }))}
        current={phase}
        state={phase === 'arrive' ? 'active' : 'waiting'}
        sentence={t(`progress.${way}.${stage}`)}
        since={<RelativeTime date={since} locale={locale} />}
        labels={{
          track: t('progress.track'),
          done: t('steps.done'),
          current: t('steps.current'),
          failed: t('progress.failed'),
          stopped: t('progress.stopped'),
          next: t('progress.next'),
        }}
      />
      {stumbled ? (
        props.stuck
      ) : (
        <AfterAWhile key={stage} since={since.toISOString()} seconds={secondsUntilStuck}>
          {props.stuck}
        </AfterAWhile>
      )}
    </Card>
  )
}
