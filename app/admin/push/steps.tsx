import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'

export interface Step {
  title: string
  state: 'done' | 'now' | 'later'
  /** What there is to do; left out of steps that come later. */
  body?: ReactNode
}

/** Numbered steps under each other, each with what is to be done in it. doneWord is read out. */
export function Steps({ steps, doneWord }: { steps: Step[]; doneWord: string }) {
  return (
    <ol>
      {steps.map(({ title, state, body }, index) => (
        <li
          key={title}
          aria-current={state === 'now' ? 'step' : undefined}
          className="relative flex gap-4 pb-8 last:pb-0"
        >
          {index < steps.length - 1 ? (
            <span aria-hidden className="absolute top-9 bottom-1 left-4 w-px bg-line" />
          ) : null}
          <span
            aria-hidden
            className={cn(
              'flex size-8 shrink-0 items-center justify-center rounded-full border-2 font-semibold text-sm tabular-nums',
              state === 'done' && 'border-transparent bg-accent text-on-accent',
              state === 'now' && 'border-accent-mark bg-accent-soft text-accent-ink',
              state === 'later' && 'border-line text-ink-soft',
            )}
          >
            {state === 'done' ? <Check className="size-4" strokeWidth={3} /> : index + 1}
          </span>
          <div className="min-w-0 flex-1 pt-1">
            <h3 className={cn('font-semibold leading-snug', state !== 'now' && 'text-ink-soft')}>
              {title}
              {state === 'done' ? <span className="sr-only"> ({doneWord})</span> : null}
            </h3>
            {body && state !== 'later' ? <div className="mt-2 space-y-4 text-[0.9375rem]">{body}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  )
}
