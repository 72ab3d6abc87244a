import { getLocale, getTranslations } from 'next-intl/server'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Timeline } from '#components/ui/timeline.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import type { InstallStep } from '#lib/portal/installs/queries.ts'
import type { InstallState } from '#lib/portal/installs/states.ts'
import { causeKey } from './cause-key.ts'

const tones: Partial<Record<InstallState, Tone>> = {
  requested: 'info',
  approved: 'positive',
  declined: 'critical',
  failed: 'critical',
  installed: 'positive',
  downloading: 'accent',
  installing: 'accent',
  verifying: 'accent',
}

/** What happened to an install, newest first, each with what made it happen. */
export async function InstallTimeline({ install }: { install: InstallView & { steps: InstallStep[] } }) {
  const t = await getTranslations('requests')
  const states = await getTranslations('installs')
  const locale = await getLocale()
  const entries = install.steps.toReversed().map((step) => {
    const cause = step.cause
    const values = {
      name: cause?.kind === 'person' ? cause.name : '',
      version: cause?.kind === 'report' ? (cause.version ?? '') : '',
      mac: install.device.name,
      app: install.app.name,
    }
    const reason = cause?.kind === 'person' ? cause.reason : undefined
    return {
      id: step.id,
      title: step.to === 'requested' ? t('timeline.requested') : states(`state.${step.to}.title`),
      body: (
        <>
          <p>{t(`cause.${causeKey(step)}`, values)}</p>
          {reason ? <p className="mt-0.5 whitespace-pre-wrap">{t('cause_reason', { reason })}</p> : null}
        </>
      ),
      time: <RelativeTime date={step.at} locale={locale} />,
      tone: tones[step.to] ?? ('neutral' as const),
    }
  })
  return <Timeline label={t('timeline.title')} entries={entries} />
}
