'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { dropRule } from './actions.ts'

/** Takes a rule away; it can be set again in a moment, so nothing is asked twice. */
export function DropRule({ groupId, group }: { groupId: string; group: string }) {
  const t = useTranslations('admin-enrollment.edit')
  return (
    <ActionForm
      action={dropRule}
      fields={{ groupId }}
      errorTitle={t('failed')}
      className="flex flex-wrap items-center justify-between gap-4 border-line border-t pt-4"
    >
      <p className="text-ink-soft text-sm">{t('drop_body', { group })}</p>
      <SubmitButton variant="secondary" size="small">
        {t('drop')}
      </SubmitButton>
    </ActionForm>
  )
}
