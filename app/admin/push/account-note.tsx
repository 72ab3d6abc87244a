'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '#app/action-form.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { noteAccount } from './actions.ts'

/** The Apple Account that holds the certificate, and a way to note another. */
export function AccountNote({ account }: { account: string | null }) {
  const t = useTranslations('admin-push.account')
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded-sm">
        <span className="break-words">{account ?? t('none')}</span>{' '}
        <span className="text-accent-ink text-sm underline underline-offset-4">{t('change')}</span>
      </summary>
      <ActionForm key={account} action={noteAccount} errorTitle={t('failed')} className="mt-3 space-y-3">
        <FormField name="account" label={t('label')} hint={t('hint')}>
          <TextField defaultValue={account ?? ''} maxLength={200} autoComplete="off" />
        </FormField>
        <SubmitButton variant="secondary" size="small">
          {t('save')}
        </SubmitButton>
      </ActionForm>
    </details>
  )
}
