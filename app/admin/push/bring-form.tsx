'use client'

import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '#app/action-form.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { importCertificate } from './actions.ts'
import { FileInput } from './file-input.tsx'
import { TopicChange } from './topic-change.tsx'

/**
 * Takes a certificate: from Apple for our own request, or (withKey) with a key from elsewhere.
 * account  what is noted already, as a start
 */
export function BringForm(props: { isRenewal: boolean; withKey?: boolean; account: string | null }) {
  const t = useTranslations('admin-push.bring')
  const locale = useLocale()
  return (
    <ActionForm action={importCertificate} errorTitle={t('failed')}>
      <FormField
        name="certificate"
        label={t(props.withKey ? 'file' : 'certificate')}
        hint={t(props.withKey ? 'file_hint' : 'certificate_hint')}
      >
        <FileInput required accept={props.withKey ? '.p12,.pfx,.pem,.cer,.crt' : '.pem,.cer,.crt'} />
      </FormField>
      {props.withKey ? (
        <>
          <FormField name="key" label={t('key')} hint={t('key_hint')} optionalLabel={t('optional')}>
            <FileInput accept=".pem,.key" />
          </FormField>
          <FormField
            name="password"
            label={t('password')}
            hint={t('password_hint')}
            optionalLabel={t('optional')}
          >
            <TextField type="password" autoComplete="off" maxLength={1000} />
          </FormField>
        </>
      ) : null}
      <FormField name="account" label={t('account')} hint={t('account_hint')} optionalLabel={t('optional')}>
        <TextField defaultValue={props.account ?? ''} maxLength={200} autoComplete="off" />
      </FormField>
      {props.isRenewal ? <TopicChange locale={locale === 'nl' ? 'nl' : 'en'} /> : null}
      <SubmitButton pendingLabel={t('importing')}>{t('import')}</SubmitButton>
    </ActionForm>
  )
}
