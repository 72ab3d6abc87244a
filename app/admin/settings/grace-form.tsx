'use client'

import { useTranslations } from 'next-intl'
import { FormField } from '#components/form/form-field.tsx'
import { FormShell } from '#components/form/form-shell.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { useFormAction } from '../../use-form-action.ts'
import { saveGrace } from './actions.ts'

/** For how many hours the Macs of somebody whom the directory switches off are left alone. */
export function GraceForm({ graceHours }: { graceHours: number }) {
  const t = useTranslations('admin-settings')
  const save = useFormAction(saveGrace)
  return (
    <FormShell action={save} errorTitle={t('failed')} successTitle={t('grace.saved')}>
      <FormField name="graceHours" label={t('grace.hours')} hint={t('grace.hours_hint')}>
        <TextField type="number" defaultValue={graceHours} min={1} max={720} required />
      </FormField>
      <SubmitButton>{t('grace.save')}</SubmitButton>
    </FormShell>
  )
}
