import { Check, Minus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export interface ProgressTrackLabels {
  track: string
  done: string
  current: string
  failed: string
  stopped: string
  next: string
}

type State = 'active' | 'waiting' | 'done' | 'failed' | 'stopped'
type Mark = 'done' | 'active' | 'waiting' | 'failed' | 'stopped' | 'next'

function markOf(index: number, at: number, state: State): Mark {
  if (state === 'done' || index < at) return 'done'
  return index === at ? state : 'next'
}

const words = {
  done: 'done',
  active: 'current',
  waiting: 'current',
  failed: 'failed',
  stopped: 'stopped',
  next: 'next',
} as const

const dots = {
  done: 'bg-accent text-on-accent',
  active:
    'border-2 border-accent-mark bg-raised animate-breathe after:size-2 after:rounded-full after:bg-accent-mark forced-colors:after:bg-[Highlight]',
  waiting:
    'border-2 border-caution-mark bg-raised after:size-2 after:rounded-full after:bg-caution-mark forced-colors:after:bg-[Highlight]',
  failed: 'bg-critical text-on-accent',
  stopped: 'border-2 border-line-strong bg-raised text-ink-soft',
  next: 'border-2 border-line bg-raised',
} as const

function Dot({ mark, allDone }: { mark: Mark; allDone: boolean }) {
  return (
    <span
      aria-hidden
      className={cn(
        'relative z-10 flex size-5 shrink-0 items-center justify-center rounded-full [&_svg]:size-3 forced-colors:border-2',
        dots[mark],
        mark === 'done' && allDone && 'bg-positive-ink text-raised',
      )}
    >
      {mark === 'done' ? <Check strokeWidth={3.5} /> : null}
      {mark === 'failed' ? <X strokeWidth={3.5} /> : null}
      {mark === 'stopped' ? <Minus strokeWidth={3.5} /> : null}
    </span>
  )
}

/**
 * The phases of a ProgressSteps: across where there is room (on a narrow one only the current phase is named), or down
 * the page with the reason under the phase it belongs to.
 *
 * steps, at (index of the current one), state, labels, vertical, reason
 */
export function ProgressTrack(props: {
  steps: { id: string; label: string }[]
  at: number
  state: State
  labels: ProgressTrackLabels
  vertical: boolean
  reason?: ReactNode
}) {
  const { vertical, at, state } = props
  const allDone = state === 'done'
  return (
    <ol aria-label={props.labels.track} className={cn('mt-5 flex', vertical ? 'flex-col' : 'pb-7 @lg:pb-0')}>
      {props.steps.map((step, index) => {
        const mark = markOf(index, at, state)
        const here = index === at || (allDone && index === props.steps.length - 1)
        const reached = mark !== 'next'
        const last = index === props.steps.length - 1
        return (
          <li
            key={step.id}
            aria-current={index === at && !allDone ? 'step' : undefined}
            className={cn(
              'relative flex',
              vertical ? 'min-h-11 gap-3.5 pb-3 last:min-h-0 last:pb-0' : 'flex-1 flex-col items-center',
            )}
          >
            {(vertical ? !last : index > 0) ? (
              <span
                aria-hidden
                className={cn(
                  'absolute rounded-full',
                  vertical ? 'top-5 bottom-0 left-[9px] w-0.5' : 'top-[9px] right-1/2 left-[-50%] h-0.5',
                  (vertical ? index < at || allDone : reached)
                    ? allDone
                      ? 'bg-positive-ink/60'
                      : 'bg-accent-mark'
                    : 'bg-line',
                )}
              />
            ) : null}
            <Dot mark={mark} allDone={allDone} />
            <TrackLabel here={here} reached={reached} vertical={vertical} failed={mark === 'failed'}>
              {step.label}
              <span className="sr-only"> ({props.labels[words[mark]]})</span>
              {vertical && index === at && props.reason ? (
                <span className="mt-1 block font-normal text-ink-soft">{props.reason}</span>
              ) : null}
            </TrackLabel>
          </li>
        )
      })}
    </ol>
  )
}

function TrackLabel(props: {
  here: boolean
  reached: boolean
  vertical: boolean
  failed: boolean
  children: ReactNode
}) {
  return (
    <span
      className={cn(
        'text-sm leading-5',
        props.here ? 'font-semibold' : 'text-ink-soft',
        props.failed && 'text-critical-ink',
        !props.vertical && 'mt-2 text-center text-[0.8125rem]',
        !props.vertical && props.here && '@max-lg:absolute @max-lg:top-5 @max-lg:whitespace-nowrap',
        !props.vertical && !props.here && '@max-lg:sr-only',
      )}
    >
      {props.children}
    </span>
  )
}
