'use client'

import { useTranslations } from 'next-intl'
import { useActionState } from 'react'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { endSessionElsewhere } from './actions.ts'

/** Signs out there. */
export function EndSessionForm({ handle }: { handle: string }) {
  const t = useTranslations('account')
  const [, end] = useActionState(endSessionElsewhere, { status: 'idle' })
  return (
    <form action={end}>
      <input type="hidden" name="handle" value={handle} />
      <SubmitButton variant="secondary" size="small">
        {t('sessions.end')}
      </SubmitButton>
    </form>
  )
}
