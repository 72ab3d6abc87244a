import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

/**
 * Where somebody is in a task of a few pages.
 *
 * label    names it; steps their names; current counts from 0 (steps.length: all done)
 * doneWord, currentWord  read out with the step: "done", "current"
 */
export function Stepper(props: {
  label: string
  steps: ReactNode[]
  current: number
  doneWord: string
  currentWord: string
}) {
  return (
    <ol aria-label={props.label} className="flex items-start">
      {props.steps.map((step, index) => {
        const done = index < props.current
        const here = index === props.current
        return (
          <li
            key={typeof step === 'string' ? step : `step-${index.toString()}`}
            aria-current={here ? 'step' : undefined}
            className="relative flex flex-1 flex-col items-center gap-2 px-1 text-center"
          >
            {index > 0 ? (
              <span
                aria-hidden
                className={cn(
                  'absolute top-4 right-[calc(50%+1.375rem)] left-[calc(-50%+1.375rem)] h-0.5 -translate-y-1/2 rounded-full',
                  done || here ? 'bg-accent-mark' : 'bg-line',
                )}
              />
            ) : null}
            <span
              className={cn(
                'flex size-8 items-center justify-center rounded-full border-2 font-semibold text-sm tabular-nums',
                done && 'border-transparent bg-accent text-on-accent',
                here && 'border-accent-mark bg-accent-soft text-accent-ink',
                !done && !here && 'border-line text-ink-soft',
              )}
            >
              {done ? <Check aria-hidden className="size-4" strokeWidth={3} /> : index + 1}
            </span>
            <span className={cn('text-sm leading-snug', here ? 'font-semibold' : 'text-ink-soft')}>
              {step}
              {done || here ? (
                <span className="sr-only"> ({done ? props.doneWord : props.currentWord})</span>
              ) : null}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
