'use client'

import { ChevronsUpDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { fieldStyle } from './field-style.ts'

export interface SelectOption {
  value: string
  label: string
  disabled?: boolean
}

/**
 * One of a list: the platform's own select with our looks. Stand it in a FormField. A client component, so that also
 * on a server's page the field's name reaches the select and not the box around it.
 *
 * options      value, label, disabled
 * placeholder  a first, empty choice
 */
export function Select(props: ComponentProps<'select'> & { options: SelectOption[]; placeholder?: string }) {
  const { options, placeholder, className, ...rest } = props
  return (
    <span className={cn('relative block', className)}>
      <select {...rest} className={cn(fieldStyle(), 'appearance-none truncate pr-10')}>
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronsUpDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-ink-soft"
      />
    </span>
  )
}
