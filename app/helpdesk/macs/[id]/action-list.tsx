import { getLocale, getTranslations } from 'next-intl/server'
import { readFailure, type ShownFailure } from '#app/admin/profiles/read-failure.ts'
import { refusalWords } from '#app/refusals/refusal-words.ts'
import { Card } from '#components/ui/card.tsx'
import { ProgressSteps } from '#components/ui/progress-steps.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { ShownAction } from '#lib/portal/macs/queries.ts'
import { PinReveal } from './pin-reveal.tsx'

const phases = ['queue', 'mac', 'answer'] as const
const phaseOf: Record<string, (typeof phases)[number]> = { waiting: 'queue', busy: 'mac', sent: 'mac' }
const tones: Record<string, Tone> = { done: 'positive', failed: 'critical', cancelled: 'neutral' }

async function OpenAction({ action }: { action: ShownAction }) {
  const t = await getTranslations('helpdesk-macs.actions')
  const locale = await getLocale()
  return (
    <ProgressSteps
      steps={phases.map((id) => ({ id, label: t(`phase.${id}`) }))}
      current={phaseOf[action.state] ?? 'queue'}
      state={action.state === 'sent' ? 'active' : 'waiting'}
      sentence={t(`open.${action.state}`, { what: t(`kind.${action.kind}`) })}
      detail={t('by', { person: action.actorName })}
      since={<RelativeTime date={action.createdAt} locale={locale} />}
      labels={{
        track: t('track'),
        done: t('track_done'),
        current: t('track_current'),
        failed: t('state.failed'),
        stopped: t('state.cancelled'),
        next: t('track_next'),
      }}
    />
  )
}

/** The commands behind the actions; a report has several. */
const requestTypes: Record<string, string> = { lock: 'DeviceLock', restart: 'RestartDevice' }

/** Why the Mac did not do it and what to do now, with its own words underneath. */
async function RefusedAction({ failure }: { failure: ShownFailure }) {
  const t = await getTranslations('helpdesk-macs.actions')
  const words = failure.reason && (await refusalWords(failure.reason))
  const key = t.has(`failure.${failure.code}`) ? failure.code : 'command_refused'
  return (
    <div className="mt-1 text-sm">
      <p>{words ? `${words.why} ${words.next}` : t(`failure.${key}`)}</p>
      {failure.lines.map((line) => (
        <p key={line} className="break-words text-ink-soft">
          {line}
        </p>
      ))}
    </div>
  )
}

async function EndedAction({ action, mayShowPin }: { action: ShownAction; mayShowPin: boolean }) {
  const t = await getTranslations('helpdesk-macs.actions')
  const locale = await getLocale()
  const failure = action.state === 'failed' ? readFailure(action.failure, requestTypes[action.kind]) : null
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium text-(length:--body)">{t(`kind.${action.kind}`)}</p>
        <p className="text-ink-soft text-sm">
          {t('by', { person: action.actorName })} ·{' '}
          <RelativeTime date={action.endedAt ?? action.createdAt} locale={locale} />
        </p>
        {action.reason ? (
          <p className="mt-1 break-words text-sm">{t('reason', { reason: action.reason })}</p>
        ) : null}
        {failure ? <RefusedAction failure={failure} /> : null}
      </div>
      <div className="flex items-center gap-3">
        <PinReveal actionId={mayShowPin && action.hasPin ? action.id : null} />
        <StatusPill tone={tones[action.state] ?? 'neutral'}>{t(`state.${action.state}`)}</StatusPill>
      </div>
    </div>
  )
}

/** What was asked of a Mac: what is under way as it goes, then what has ended. */
export async function ActionList({ actions, isAdmin }: { actions: ShownAction[]; isAdmin: boolean }) {
  const t = await getTranslations('helpdesk-macs.actions')
  if (actions.length === 0) return <p className="text-ink-soft text-(length:--body)">{t('none')}</p>
  return (
    <Card padding="none">
      <ul className="divide-y divide-line">
        {actions.map((action) => (
          <li key={action.id} className="p-4 sm:px-5">
            {action.endedAt ? (
              <EndedAction action={action} mayShowPin={isAdmin && action.pinShownAt !== null} />
            ) : (
              <OpenAction action={action} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
