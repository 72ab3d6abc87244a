'use client'

import { useTranslations } from 'next-intl'
import { useFormAction } from '#app/use-form-action.ts'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { remove } from '../actions.ts'

/** Asks before a profile that nobody has is deleted. */
export function DeleteButton({ profileId, profile }: { profileId: string; profile: string }) {
  const t = useTranslations('admin-profiles.delete')
  return (
    <ConfirmDialog
      trigger={<Button>{t('button')}</Button>}
      title={t('title', { profile })}
      action={useFormAction(remove)}
      fields={{ profileId }}
      confirmLabel={t('confirm')}
      cancelLabel={t('cancel')}
      errorTitle={t('failed')}
    >
      {t('body')}
    </ConfirmDialog>
  )
}
