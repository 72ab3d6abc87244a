'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import {
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useEffectEvent,
  useRef,
  useTransition,
} from 'react'
import { FormContext } from '#components/form/form-context.ts'
import { Callout } from '#components/ui/callout.tsx'
import type { ActionState } from '#lib/auth/action-state.ts'
import { errorText } from './i18n/error-text.ts'

export interface ActionFormProps<T> {
  action: (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>
  /** Hidden inputs. */
  fields?: Record<string, string>
  errorTitle: string
  onDone?: (value: T) => void
  /** Hears what the form itself says of a refusal: for a form that may be gone by then. */
  onFailed?: (words: string) => void
  className?: string
  children: ReactNode
}

/**
 * A form around a server action made with `action`. It works before, and without, the page's JavaScript, keeps what
 * was typed after a refusal, says in words what was refused (above the form, and beside the fields), and asks for the
 * page again when it is done.
 */
export function ActionForm<T>(props: ActionFormProps<T>) {
  const router = useRouter()
  const t = useTranslations('errors')
  const [refreshing, startRefresh] = useTransition()
  const [state, submit, sending] = useActionState(props.action, { status: 'idle' } as Awaited<ActionState<T>>)
  const summary = useRef<HTMLDivElement>(null)
  const settle = useEffectEvent(() => {
    if (state.status === 'failed') {
      summary.current?.focus()
      props.onFailed?.(errorText(t, state.code, state.reference))
    }
    if (state.status !== 'done') return
    props.onDone?.(state.value)
    startRefresh(() => router.refresh())
  })
  useEffect(() => {
    if (state.status !== 'idle') settle()
  }, [state])
  const pending = sending || refreshing
  // Sent by hand, because React empties a form after its action, also when the action refused.
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const submitter = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null
    const data = new FormData(event.currentTarget, submitter)
    startTransition(() => submit(data))
  }
  const wrong = state.status === 'failed' ? Object.entries(state.fields ?? {}) : []
  const errors = Object.fromEntries(wrong.map(([name, code]) => [name, errorText(t, code)]))
  return (
    <form action={submit} onSubmit={send} className={props.className ?? 'space-y-5'}>
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {state.status === 'failed' ? (
        <div ref={summary} tabIndex={-1} className="rounded-card">
          <Callout tone="critical" title={props.errorTitle} announce="alert">
            {errorText(t, state.code, state.reference)}
          </Callout>
        </div>
      ) : null}
      <FormContext value={{ errors, pending }}>{props.children}</FormContext>
    </form>
  )
}
