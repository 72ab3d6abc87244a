'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '#app/action-form.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { saveVendor } from './actions.ts'
import { FileInput } from './file-input.tsx'

/** Takes the vendor certificate with its key and chain. again: in the place of the one that is there. */
export function VendorForm({ again }: { again?: boolean }) {
  const t = useTranslations('admin-push.vendor')
  return (
    <ActionForm action={saveVendor} errorTitle={t('failed')}>
      <FormField name="certificate" label={t('file')} hint={t('file_hint')}>
        <FileInput required accept=".p12,.pfx,.pem" />
      </FormField>
      <FormField name="password" label={t('password')} optionalLabel={t('optional')}>
        <TextField type="password" autoComplete="off" maxLength={1000} />
      </FormField>
      <FormField name="more" label={t('chain')} hint={t('chain_hint')} optionalLabel={t('optional')}>
        <FileInput multiple accept=".pem,.cer,.crt" />
      </FormField>
      <SubmitButton variant={again ? 'secondary' : 'primary'}>{t('save')}</SubmitButton>
    </ActionForm>
  )
}
