import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import { ProgressBar } from './progress-bar.tsx'
import { ProgressStateIcon } from './progress-state-icon.tsx'
import { ProgressTrack, type ProgressTrackLabels } from './progress-track.tsx'

export interface ProgressStepsProps {
  steps: { id: string; label: string }[]
  current: string
  /** active: going on now. waiting: somebody or something has to come first. stopped: ended by choice. */
  state: 'active' | 'waiting' | 'done' | 'failed' | 'stopped'
  sentence: ReactNode
  since?: ReactNode
  detail?: ReactNode
  reason?: ReactNode
  action?: ReactNode
  icon?: ReactNode
  progress?: { label: string; value?: number; valueText?: string }
  labels: ProgressTrackLabels
  orientation?: 'auto' | 'vertical'
  className?: string
}

/**
 * How something that takes a while is getting on: one sentence, since when, a quiet track of its phases with the
 * current one alive, a failure where it happened, and one next step.
 *
 * steps        id and label of each phase, in order; current the id of the phase it is in
 * state        active | waiting | done | failed | stopped
 * sentence     what is so now; since a RelativeTime; detail a softer second sentence (owner, promise)
 * reason       why it failed or stopped; stands at the phase where it happened
 * action       one button; icon instead of the state's own (an AppIcon, say)
 * progress     a bar under the sentence: label, value 0-100 or unknown
 * labels       track (names the list), done, current, failed, stopped, next: read out with each phase
 * orientation  auto (default: across where there is room) | vertical
 */
export function ProgressSteps(props: ProgressStepsProps) {
  const at = props.steps.findIndex((step) => step.id === props.current)
  const vertical = props.orientation === 'vertical'
  return (
    <section className={cn('@container', props.className)}>
      <div className="flex flex-col gap-4 @lg:flex-row @lg:items-center">
        <div className="flex min-w-0 flex-1 items-start gap-4">
          {props.icon ?? <ProgressStateIcon state={props.state} />}
          <div className="min-w-0 flex-1 self-center" role="status">
            <p className="text-balance font-semibold text-[1.0625rem] leading-snug tracking-tight">
              {props.sentence}
            </p>
            {props.detail || props.since ? (
              <p className="mt-0.5 text-ink-soft text-sm">
                {props.detail}
                {props.detail && props.since ? <span aria-hidden> · </span> : null}
                <span className="inline-block">{props.since}</span>
              </p>
            ) : null}
          </div>
        </div>
        {props.action ? <div className="flex shrink-0 flex-wrap gap-2">{props.action}</div> : null}
      </div>
      {props.progress ? <ProgressBar {...props.progress} className="mt-5" /> : null}
      <ProgressTrack
        steps={props.steps}
        at={at}
        state={props.state}
        labels={props.labels}
        vertical={vertical}
        reason={vertical ? props.reason : undefined}
      />
      {props.reason && !vertical ? (
        <p
          className={cn(
            'mt-4 rounded-xl px-4 py-3 text-[0.9375rem]',
            props.state === 'failed' ? 'bg-critical-soft text-ink' : 'bg-hover text-ink-soft',
          )}
        >
          {props.reason}
        </p>
      ) : null}
    </section>
  )
}
