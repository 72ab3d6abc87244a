'use client'

import { useTranslations } from 'next-intl'
import { FormField } from '#components/form/form-field.tsx'
import { FormShell } from '#components/form/form-shell.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { useFormAction } from '../../use-form-action.ts'
import { saveLeaving } from './actions.ts'

/** When a Mac that says nothing counts as gone: of itself, and after it was told to leave. */
export function LeavingForm(props: { silentAfterDays: number; letGoAfterDays: number }) {
  const t = useTranslations('admin-settings.leaving')
  const failed = useTranslations('admin-settings')('failed')
  return (
    <FormShell action={useFormAction(saveLeaving)} errorTitle={failed} successTitle={t('saved')}>
      <FormField name="silentAfterDays" label={t('silent')} hint={t('silent_hint')}>
        <TextField type="number" defaultValue={props.silentAfterDays} min={0} max={3650} required />
      </FormField>
      <FormField name="letGoAfterDays" label={t('let_go')} hint={t('let_go_hint')}>
        <TextField type="number" defaultValue={props.letGoAfterDays} min={1} max={3650} required />
      </FormField>
      <SubmitButton>{t('save')}</SubmitButton>
    </FormShell>
  )
}
