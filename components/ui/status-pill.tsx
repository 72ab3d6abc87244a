import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import { Spinner } from './spinner.tsx'
import type { Tone } from './tone.ts'
import { ToneIcon } from './tone-icon.tsx'
import { toneStyle } from './tone-style.ts'

/**
 * A state in a word or two: tone, icon and text together.
 *
 * tone      neutral | accent | info | positive | caution | critical
 * icon      instead of the tone's own
 * busy      something is going on now: a turning icon
 * children  the words
 */
export function StatusPill(props: {
  tone: Tone
  icon?: ReactNode
  busy?: boolean
  children: ReactNode
  className?: string
}) {
  const icon = props.busy ? <Spinner className="size-3.5" /> : (props.icon ?? <ToneIcon tone={props.tone} />)
  return (
    <span
      className={cn(
        'inline-flex h-fit max-w-full items-center gap-1.5 rounded-full py-0.5 pr-2.5 pl-2 font-medium text-[0.8125rem] leading-5',
        'border border-transparent sm:whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0',
        toneStyle({ tone: props.tone }),
        props.className,
      )}
    >
      {icon}
      <span className="min-w-0">{props.children}</span>
    </span>
  )
}
