'use client'

import { CircleAlert } from 'lucide-react'
import { useContext, useId } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { FormContext } from './form-context.ts'

export interface ChoiceGroupProps {
  name: string
  legend: string
  choices: { value: string; label: string; hint?: string }[]
  defaultValues?: string[]
  columns?: 1 | 2
}

/**
 * Some of several, ticked; the form's error about them stands above the first.
 *
 * columns  two (default) where there is room, or one below the other
 */
export function ChoiceGroup({ name, legend, choices, defaultValues = [], columns = 2 }: ChoiceGroupProps) {
  const id = useId()
  const error = useContext(FormContext).errors[name]
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1 block font-medium text-[0.9375rem]">{legend}</legend>
      {error ? (
        <p id={`${id}-error`} className="mb-1 flex items-start gap-1.5 font-medium text-critical-ink text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      ) : null}
      <div className={columns === 2 ? 'grid gap-x-6 sm:grid-cols-2' : 'space-y-1'}>
        {choices.map(({ value, label, hint }) => (
          <Checkbox
            key={value}
            name={name}
            value={value}
            label={label}
            hint={hint}
            defaultChecked={defaultValues.includes(value)}
            aria-invalid={error ? true : undefined}
          />
        ))}
      </div>
    </fieldset>
  )
}
