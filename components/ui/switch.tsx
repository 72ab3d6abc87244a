'use client'

import { Switch as Radix } from 'radix-ui'
import { type ReactNode, useId } from 'react'

/**
 * On or off, at once (or with the form when it has a name). For choices that wait for a button use Checkbox.
 *
 * label; hint; name, value; defaultChecked, or checked and onCheckedChange; disabled
 */
export function Switch(props: {
  label: ReactNode
  hint?: ReactNode
  name?: string
  value?: string
  defaultChecked?: boolean
  checked?: boolean
  onCheckedChange?: (checked: boolean) => void
  disabled?: boolean
}) {
  const { label, hint, ...rest } = props
  const id = useId()
  return (
    <div className="flex items-start justify-between gap-4 py-1">
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium text-[0.9375rem]">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-ink-soft text-sm">
            {hint}
          </p>
        ) : null}
      </div>
      <Radix.Root
        {...rest}
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="h-7 w-12 shrink-0 rounded-full border border-line-strong bg-hover p-0.5 transition-colors disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:border-transparent data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="block size-[1.375rem] rounded-full bg-white shadow-[0_1px_3px_oklch(0_0_0/0.35)] transition-transform data-[state=checked]:translate-x-5 forced-colors:bg-[ButtonText]" />
      </Radix.Root>
    </div>
  )
}
