'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { startOver } from './actions.ts'

/** Gives up the open request. */
export function StartOver() {
  const t = useTranslations('admin-push.start_over')
  return (
    <ActionForm action={startOver} errorTitle={t('failed')} className="space-y-3">
      <SubmitButton variant="secondary" size="small">
        {t('button')}
      </SubmitButton>
      <p className="text-ink-soft text-sm">{t('hint')}</p>
    </ActionForm>
  )
}
