'use client'

import { CircleAlert } from 'lucide-react'
import { Slot } from 'radix-ui'
import { type ReactElement, type ReactNode, useContext, useId } from 'react'
import { cn } from '#components/ui/cn.ts'
import { FormContext } from './form-context.ts'

export interface FormFieldProps {
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  optionalLabel?: string
  hideLabel?: boolean
  className?: string
  children: ReactElement
}

/**
 * Label, hint and error around one field (TextField, TextArea, Select), tied together for screen
 * readers. The error of a FormShell around it is found by name.
 *
 * name           given to the field, and the key of its error
 * label, hint; error  overrides the form's
 * optionalLabel  "optional", where the field may stay empty
 */
export function FormField(props: FormFieldProps) {
  const id = useId()
  const { errors } = useContext(FormContext)
  const error = props.error ?? errors[props.name]
  const describedBy = [props.hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={cn('space-y-1.5', props.className)}>
      <label htmlFor={id} className={props.hideLabel ? 'sr-only' : 'block font-medium text-[0.9375rem]'}>
        {props.label}
        {props.optionalLabel ? (
          <span className="ml-2 font-normal text-ink-soft text-sm">{props.optionalLabel}</span>
        ) : null}
      </label>
      {props.hint ? (
        <p id={`${id}-hint`} className="text-ink-soft text-sm">
          {props.hint}
        </p>
      ) : null}
      <Slot.Root
        {...{ id, name: props.name }}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy || undefined}
      >
        {props.children}
      </Slot.Root>
      {error ? (
        <p id={`${id}-error`} className="flex items-start gap-1.5 font-medium text-critical-ink text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      ) : null}
    </div>
  )
}
