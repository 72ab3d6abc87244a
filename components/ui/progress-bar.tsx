import { cn } from './cn.ts'

/**
 * How far something is.
 *
 * label      what is under way, read out (and shown when showLabel)
 * value      0 to 100; leave out when it is not known
 * valueText  instead of "40%": "3 of 7 apps"
 */
export function ProgressBar(props: {
  label: string
  value?: number
  valueText?: string
  showLabel?: boolean
  className?: string
}) {
  const value = props.value === undefined ? undefined : Math.min(100, Math.max(0, Math.round(props.value)))
  const said = props.valueText ?? (value === undefined ? undefined : `${value}%`)
  return (
    <div className={props.className}>
      {props.showLabel ? (
        <div aria-hidden className="mb-1.5 flex justify-between gap-4 text-ink-soft text-sm">
          <span>{props.label}</span>
          <span className="tabular-nums">{said}</span>
        </div>
      ) : null}
      <div
        role="progressbar"
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={value}
        aria-valuetext={said}
        className="h-1.5 overflow-hidden rounded-full bg-hover forced-colors:border"
      >
        <div
          className={cn(
            'h-full rounded-full bg-accent-mark transition-[width] duration-500 forced-colors:bg-[Highlight]',
            value === undefined && 'w-1/3 animate-sweep',
          )}
          style={value === undefined ? undefined : { width: `${value}%` }}
        />
      </div>
    </div>
  )
}
