import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export interface RadioCard {
  value: string
  title: ReactNode
  body?: ReactNode
  icon?: ReactNode
  disabled?: boolean
  /** Why it cannot be chosen. */
  reason?: ReactNode
}

/**
 * One of a few, each with a sentence. The platform's own radio buttons.
 *
 * legend; hideLegend; name; options  value, title, body, icon, disabled with its reason
 * defaultValue; columns  1 (default) | 2 | 3 from 640 px; onChange
 */
export function RadioCards(props: {
  legend: string
  hideLegend?: boolean
  name: string
  options: RadioCard[]
  defaultValue?: string
  columns?: 1 | 2 | 3
  required?: boolean
  onChange?: (value: string) => void
}) {
  return (
    <fieldset>
      <legend className={props.hideLegend ? 'sr-only' : 'mb-2 font-medium text-[0.9375rem]'}>
        {props.legend}
      </legend>
      <div
        className={cn(
          'grid gap-3',
          props.columns === 2 && 'sm:grid-cols-2',
          props.columns === 3 && 'sm:grid-cols-3',
        )}
      >
        {props.options.map((option) => (
          <label
            key={option.value}
            className={cn(
              'flex items-start gap-3 rounded-card border border-line bg-raised p-4 transition-colors',
              'has-checked:border-accent-mark has-checked:bg-accent-soft has-focus-visible:outline-[2.5px] has-focus-visible:outline-accent-mark has-focus-visible:outline-offset-2',
              option.disabled ? 'cursor-not-allowed bg-sunken' : 'hover:border-line-strong',
            )}
          >
            <input
              type="radio"
              name={props.name}
              value={option.value}
              required={props.required}
              disabled={option.disabled}
              defaultChecked={option.value === props.defaultValue}
              onChange={props.onChange && (() => props.onChange?.(option.value))}
              className="mt-0.5 size-5 shrink-0 appearance-none rounded-full border border-line-strong bg-raised outline-none checked:border-[6px] checked:border-accent disabled:opacity-50 forced-colors:appearance-auto"
            />
            <span className={cn('min-w-0 flex-1', option.disabled && 'text-ink-soft')}>
              <span className="block font-medium text-[0.9375rem]">{option.title}</span>
              {option.body ? <span className="mt-0.5 block text-ink-soft text-sm">{option.body}</span> : null}
              {option.disabled && option.reason ? (
                <span className="mt-1 block text-caution-ink text-sm">{option.reason}</span>
              ) : null}
            </span>
            {option.icon ? (
              <span className="shrink-0 text-ink-soft [&_svg]:size-6">{option.icon}</span>
            ) : null}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
