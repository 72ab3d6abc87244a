'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '#app/action-form.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { requestByMail } from './actions.ts'

/** Asks mdmcert.download for its signature; ready is false while its API key is not set. */
export function MailForm({ ready }: { ready: boolean }) {
  const t = useTranslations('admin-push.mail')
  const link = (words: React.ReactNode) => (
    <Link href="https://mdmcert.download" external externalLabel={t('new_tab')}>
      {words}
    </Link>
  )
  if (!ready) {
    return (
      <Callout tone="caution" title={t('not_ready')}>
        {t.rich('not_ready_body', { link, code: (words) => <code translate="no">{words}</code> })}
      </Callout>
    )
  }
  return (
    <>
      <p>{t.rich('body', { link })}</p>
      <ActionForm action={requestByMail} errorTitle={t('failed')}>
        <FormField name="email" label={t('email')} hint={t('email_hint')}>
          <TextField type="email" required autoComplete="email" maxLength={200} />
        </FormField>
        <SubmitButton pendingLabel={t('sending')}>{t('send')}</SubmitButton>
      </ActionForm>
    </>
  )
}
