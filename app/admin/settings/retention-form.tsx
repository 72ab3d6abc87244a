'use client'

import { useTranslations } from 'next-intl'
import { FormField } from '#components/form/form-field.tsx'
import { FormShell } from '#components/form/form-shell.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { useFormAction } from '../../use-form-action.ts'
import { saveRetention } from './actions.ts'

/** How many days answered commands are kept. */
export function RetentionForm({ historyDays }: { historyDays: number }) {
  const t = useTranslations('admin-settings')
  const save = useFormAction(saveRetention)
  return (
    <FormShell action={save} errorTitle={t('failed')} successTitle={t('retention.saved')}>
      <FormField name="historyDays" label={t('retention.days')} hint={t('retention.days_hint')}>
        <TextField type="number" defaultValue={historyDays} min={30} max={3650} required />
      </FormField>
      <SubmitButton>{t('retention.save')}</SubmitButton>
    </FormShell>
  )
}
