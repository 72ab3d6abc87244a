'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '#app/action-form.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { takeMail } from './actions.ts'
import { FileInput } from './file-input.tsx'

/** Takes the attachment of mdmcert.download's mail. */
export function MailedStep() {
  const t = useTranslations('admin-push.mailed')
  return (
    <>
      <p>{t('body')}</p>
      <ActionForm action={takeMail} errorTitle={t('failed')}>
        <FormField name="file" label={t('file')} hint={t('file_hint')}>
          <FileInput required accept=".p7,.txt,.hex" />
        </FormField>
        <SubmitButton>{t('open')}</SubmitButton>
      </ActionForm>
    </>
  )
}
