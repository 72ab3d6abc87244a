'use client'

import { useTranslations } from 'next-intl'
import { useActionState } from 'react'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { signOutHere } from '../../sign-in/sign-out-action.ts'

/** Signs out here. */
export function SignOutForm() {
  const t = useTranslations('account')
  const [, signOut] = useActionState(signOutHere, { status: 'idle' })
  return (
    <form action={signOut}>
      <SubmitButton variant="secondary">{t('sign_out')}</SubmitButton>
    </form>
  )
}
