'use client'

import { type FormEvent, type ReactNode, startTransition, useActionState, useEffect, useRef } from 'react'
import { Callout } from '#components/ui/callout.tsx'
import { FormContext } from './form-context.ts'
import { type FormState, idleForm } from './form-state.ts'

export interface FormShellProps {
  action: (previous: FormState, data: FormData) => Promise<FormState> | FormState
  children: ReactNode
  /** Hidden inputs. */
  fields?: Record<string, string>
  errorTitle: string
  successTitle?: string
  emptyAfter?: boolean
  onSuccess?: (state: FormState) => void
  className?: string
}

function errorSummary(state: FormState & { status: 'error' }) {
  const entries = Object.entries(state.fieldErrors ?? {})
  return (
    <>
      <p>{state.message}</p>
      {entries.length > 1 ? (
        <ul className="mt-1 list-disc pl-5">
          {entries.map(([name, words]) => (
            <li key={name}>{words}</li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

/**
 * A form around a server action that answers a FormState: keeps what was typed after an error, moves focus to the
 * error's summary, says success aloud, and hands each field its error (FormField finds it by name).
 *
 * action        (previous, data) => FormState, as of useActionState
 * fields        hidden inputs, such as ids and the request key
 * errorTitle    above an error; successTitle above a success (without it, success is silent: use onSuccess)
 * emptyAfter    empties the form after a success
 * children      fields and a SubmitButton
 */
export function FormShell(props: FormShellProps) {
  const { onSuccess, emptyAfter } = props
  const [state, submit, pending] = useActionState(props.action, idleForm)
  const form = useRef<HTMLFormElement>(null)
  const summary = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (state.status === 'error') summary.current?.focus()
    if (state.status === 'success') {
      if (emptyAfter) form.current?.reset()
      onSuccess?.(state)
    }
  }, [state, onSuccess, emptyAfter])

  // Sent by hand, because React empties a form after its action, also when the action refused.
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const submitter = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null
    const data = new FormData(event.currentTarget, submitter)
    startTransition(() => submit(data))
  }

  return (
    <form ref={form} action={submit} onSubmit={send} className={props.className ?? 'space-y-5'}>
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {state.status === 'error' ? (
        <div ref={summary} tabIndex={-1} className="rounded-card">
          <Callout tone="critical" title={props.errorTitle} announce="alert">
            {errorSummary(state)}
          </Callout>
        </div>
      ) : null}
      {state.status === 'success' && props.successTitle ? (
        <Callout tone="positive" title={props.successTitle} announce="status">
          {state.message}
        </Callout>
      ) : null}
      <FormContext value={{ errors: (state.status === 'error' && state.fieldErrors) || {}, pending }}>
        {props.children}
      </FormContext>
    </form>
  )
}
