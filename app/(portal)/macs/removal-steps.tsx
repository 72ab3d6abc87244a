import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { readFailure } from '#app/admin/profiles/read-failure.ts'
import { errorText } from '#app/i18n/error-text.ts'
import { refusalWords } from '#app/refusals/refusal-words.ts'
import { ProgressSteps } from '#components/ui/progress-steps.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { Removal, RemovalState } from '#lib/portal/macs/get-removal.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'

const phases = ['asked', 'mac', 'gone'] as const
const looks = {
  waiting: { phase: 'mac', track: 'waiting' },
  busy: { phase: 'mac', track: 'waiting' },
  fetched: { phase: 'mac', track: 'active' },
  answered: { phase: 'gone', track: 'active' },
  refused: { phase: 'mac', track: 'failed' },
} as const satisfies Record<RemovalState, { phase: (typeof phases)[number]; track: string }>

/** Why the Mac did not leave and what to do now, with its own words where there are any. */
async function Refusal({ failure }: { failure: unknown }) {
  const t = await getTranslations('macs.leave.refused')
  const errors = await getTranslations('errors')
  const shown = readFailure(failure, 'RemoveProfile')
  if (!shown) return t('command_refused')
  const { code, reason, lines } = shown
  const words = reason && (await refusalWords(reason))
  const ours = code === 'still_here' || code === 'command_refused' ? t(code) : errorText(errors, code)
  return (
    <>
      {words ? `${words.why} ${words.next}` : ours}
      {lines.map((line) => (
        <span key={line} className="mt-1 block break-words text-ink-soft text-sm">
          {line}
        </span>
      ))}
    </>
  )
}

/** How far the removal of a Mac has come: asked, with the Mac, gone. */
export async function RemovalSteps(props: {
  removal: Removal
  mac: Mac
  reader: 'owner' | 'helpdesk'
  action?: ReactNode
  vertical?: boolean
}) {
  const { removal, mac } = props
  const t = await getTranslations('macs.leave.steps')
  const track = await getTranslations('requests.track')
  const push = await getTranslations('macs.callout.push')
  const locale = await getLocale()
  const { phase, track: state } = looks[removal.state]
  const asleep = removal.state === 'waiting'
  return (
    <ProgressSteps
      steps={phases.map((id) => ({ id, label: t(`phase.${id}`) }))}
      current={phase}
      state={state}
      sentence={t(`state.${removal.state}`, { mac: mac.name })}
      detail={
        asleep && removal.push !== 'ready'
          ? push(removal.push)
          : t(`detail.${removal.state}`, { reader: props.reader })
      }
      since={t.rich('since', { when: () => <RelativeTime date={removal.askedAt} locale={locale} /> })}
      reason={removal.state === 'refused' ? <Refusal failure={removal.failure} /> : undefined}
      action={props.action}
      orientation={props.vertical ? 'vertical' : 'auto'}
      labels={{
        track: track('label'),
        done: track('done'),
        current: track('current'),
        failed: track('failed'),
        stopped: track('stopped'),
        next: track('next'),
      }}
    />
  )
}
