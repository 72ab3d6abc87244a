import { getLocale, getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import { ProgressSteps } from '#components/ui/progress-steps.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ShownInvitation } from '#lib/portal/macs/get-invitation.ts'
import { AfterAWhile } from './after-a-while.tsx'

const phases = ['download', 'install', 'arrive'] as const

const phaseOf = {
  waiting: 'download',
  opened: 'install',
  identified: 'arrive',
  authenticated: 'arrive',
  enrolled: 'arrive',
  expired: 'download',
} as const satisfies Record<ShownInvitation['state'], (typeof phases)[number]>

/** How far the Mac has come, live, and after two minutes without a step one thing to try. */
export async function ArrivalProgress({ invitation }: { invitation: ShownInvitation }) {
  const t = await getTranslations('enroll')
  const locale = await getLocale()
  const phase = phaseOf[invitation.state]
  return (
    <Card>
      <ProgressSteps
        steps={phases.map((id) => ({ id, label: t(`progress.phase.${id}`) }))}
        current={phase}
        state={phase === 'arrive' ? 'active' : 'waiting'}
        sentence={t(`progress.${invitation.state}`)}
        since={<RelativeTime date={invitation.since} locale={locale} />}
        labels={{
          track: t('progress.track'),
          done: t('steps.done'),
          current: t('steps.current'),
          failed: t('progress.failed'),
          stopped: t('progress.stopped'),
          next: t('progress.next'),
        }}
      />
      <AfterAWhile key={phase} since={invitation.since.toISOString()} seconds={120}>
        <Callout tone="caution" title={t('stuck.title')} announce="status" className="mt-5">
          {t.rich(`stuck.${phase}`, {
            link: (words) => <Link href="/help/enrol-your-mac">{words}</Link>,
          })}
        </Callout>
      </AfterAWhile>
    </Card>
  )
}
