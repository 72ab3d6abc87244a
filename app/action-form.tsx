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
  useState,
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
  /** Takes the form's place once it is done: where scripts do not run, the only way to see what came of it. */
  done?: (value: T) => ReactNode
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
  const [pending, startSending] = useTransition()
  // What the server answered to a form that was sent without scripts.
  const [plain, submit] = useActionState(props.action, { status: 'idle' } as Awaited<ActionState<T>>)
  const [answer, setAnswer] = useState<ActionState<T>>()
  const state = answer ?? plain
  const summary = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (state.status === 'failed') summary.current?.focus()
  }, [state])
  // Told here and not in an effect: a live page may take the form away in the very step that brings the answer.
  const tell = (told: ActionState<T>) => {
    if (told.status === 'failed') props.onFailed?.(errorText(t, told.code, told.reference))
    if (told.status === 'done') props.onDone?.(told.value)
  }
  const tellPlain = useEffectEvent(() => tell(plain))
  useEffect(() => {
    if (plain.status !== 'idle') tellPlain()
  }, [plain])
  // Sent by hand, because React empties a form after its action, also when the action refused.
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const submitter = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null
    const data = new FormData(event.currentTarget, submitter)
    startSending(async () => {
      const told = await props.action(state, data)
      tell(told)
      startTransition(() => {
        setAnswer(told)
        if (told.status === 'done') router.refresh()
      })
    })
  }
  if (state.status === 'done' && props.done) return props.done(state.value)
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
