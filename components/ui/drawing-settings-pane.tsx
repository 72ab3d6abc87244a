import { BadgeCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export interface SettingsPaneWords {
  search: string
  sidebar: string[]
  /** Which line of the sidebar is chosen. */
  chosen: number
  heading: string
  profile: string
  profileHint: string
  button: string
}

function Marker({ number }: { number: number }) {
  return (
    <span className="absolute -top-3 -right-3 z-10 flex size-6 items-center justify-center rounded-full bg-accent font-bold text-on-accent text-xs ring-2 ring-raised">
      {number}
    </span>
  )
}

function Marked({
  number,
  children,
  className,
}: {
  number?: number
  children: ReactNode
  className?: string
}) {
  if (number === undefined) return <div className={className}>{children}</div>
  return (
    <div className={cn('relative rounded-lg outline-2 outline-accent-mark outline-offset-2', className)}>
      <Marker number={number} />
      {children}
    </div>
  )
}

/**
 * How System Settings looks where a profile is installed: our own drawing, in words given by the page, with up to
 * three numbered places to press.
 *
 * label   says what the picture shows; the picture is one image to screen readers
 * words   search, sidebar lines (chosen: which), heading, profile, profileHint, button
 * marks   numbers by place: sidebar, profile, button
 */
export function DrawingSettingsPane(props: {
  label: string
  words: SettingsPaneWords
  marks?: { sidebar?: number; profile?: number; button?: number }
  className?: string
}) {
  const { words, marks } = props
  return (
    <div
      role="img"
      aria-label={props.label}
      className={cn(
        'h-fit select-none overflow-hidden rounded-xl border border-line bg-raised text-xs shadow-float',
        props.className,
      )}
    >
      <div aria-hidden className="flex">
        <div className="w-[38%] border-line border-r bg-sunken p-3">
          <div className="mb-3 flex gap-1.5">
            <span className="size-2.5 rounded-full bg-[oklch(0.68_0.19_25)]" />
            <span className="size-2.5 rounded-full bg-[oklch(0.8_0.15_80)]" />
            <span className="size-2.5 rounded-full bg-[oklch(0.72_0.17_145)]" />
          </div>
          <div className="mb-3 truncate rounded-md border border-line bg-raised px-2 py-1 text-ink-soft">
            {words.search}
          </div>
          <div className="space-y-1">
            {words.sidebar.map((line, index) => (
              <Marked key={line} number={index === words.chosen ? marks?.sidebar : undefined}>
                <div
                  className={cn(
                    'flex items-center gap-1.5 rounded-md px-1.5 py-1',
                    index === words.chosen && 'bg-accent text-on-accent',
                  )}
                >
                  <span
                    className={cn(
                      'size-3.5 shrink-0 rounded-[4px]',
                      index === words.chosen ? 'bg-white/70' : 'bg-line-strong/60',
                    )}
                  />
                  <span className="truncate">{line}</span>
                </div>
              </Marked>
            ))}
          </div>
        </div>
        <div className="min-w-0 flex-1 p-4">
          <p className="mb-4 font-bold text-sm">{words.heading}</p>
          <Marked number={marks?.profile} className="mb-4">
            <div className="flex items-center gap-2.5 rounded-lg bg-sunken p-2.5">
              <span className="flex size-7 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent-ink">
                <BadgeCheck className="size-4" />
              </span>
              <div className="min-w-0">
                <p className="truncate font-medium">{words.profile}</p>
                <p className="truncate text-ink-soft">{words.profileHint}</p>
              </div>
            </div>
          </Marked>
          <div className="mb-4 space-y-2">
            <div className="h-2 w-4/5 rounded-full bg-hover" />
            <div className="h-2 w-3/5 rounded-full bg-hover" />
          </div>
          <div className="flex justify-end">
            <Marked number={marks?.button}>
              <div className="rounded-md bg-accent px-3 py-1 font-medium text-on-accent">{words.button}</div>
            </Marked>
          </div>
        </div>
      </div>
    </div>
  )
}
