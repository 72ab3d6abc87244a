'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { requestByVendor } from './actions.ts'

/** Makes the request and signs it with the vendor certificate. */
export function RequestButton() {
  const t = useTranslations('admin-push.request')
  return (
    <>
      <p>{t('body')}</p>
      <ActionForm action={requestByVendor} errorTitle={t('failed')}>
        <SubmitButton pendingLabel={t('making')}>{t('make')}</SubmitButton>
      </ActionForm>
    </>
  )
}
