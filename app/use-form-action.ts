'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { FormState } from '#components/form/form-state.ts'
import type { ActionState } from '#lib/auth/action-state.ts'
import { errorText } from './i18n/error-text.ts'

export interface FormActionOptions<T> {
  /** What success says; null or nothing is silent. */
  done?: (value: T) => string | undefined
}

/**
 * Lets a FormShell or ConfirmDialog call a server action made with `action`: failures become words from `errors`,
 * at the top and beside their fields.
 */
export function useFormAction<T>(
  action: (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>,
  options: FormActionOptions<T> = {},
): (previous: FormState, form: FormData) => Promise<FormState> {
  const t = useTranslations('errors')
  const { done } = options
  return useMemo(
    () => async (_previous: FormState, form: FormData) => {
      const state = await action({ status: 'idle' }, form)
      if (state.status === 'idle') return state
      if (state.status === 'done') return { status: 'success', message: done?.(state.value) }
      const fields = Object.entries(state.fields ?? {})
      return {
        status: 'error',
        message: errorText(t, state.code, state.reference),
        fieldErrors: Object.fromEntries(fields.map(([name, code]) => [name, errorText(t, code)])),
      }
    },
    [action, done, t],
  )
}
