'use client'

import { CircleAlert } from 'lucide-react'
import { useContext, useId } from 'react'
import { FormContext } from '#components/form/form-context.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'

/** Some of several, each with a sentence; the form's error about them stands above the first. */
export function TickGroup(props: {
  name: string
  legend: string
  choices: { value: string; label: string; hint?: string }[]
  chosen: string[]
}) {
  const { name, legend, choices, chosen } = props
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
      <div className="space-y-1">
        {choices.map(({ value, label, hint }) => (
          <Checkbox
            key={value}
            name={name}
            value={value}
            label={label}
            hint={hint}
            defaultChecked={chosen.includes(value)}
            aria-invalid={error ? true : undefined}
          />
        ))}
      </div>
    </fieldset>
  )
}
