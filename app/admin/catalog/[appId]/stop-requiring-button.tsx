'use client'

import { useTranslations } from 'next-intl'
import { useFormAction } from '#app/use-form-action.ts'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { stopRequiring } from '../actions.ts'

/** Asks before a group's Macs are no longer given an app. */
export function StopRequiringButton(props: { appId: string; groupId: string; group: string; app: string }) {
  const t = useTranslations('admin-catalog.required')
  const { appId, groupId, group, app } = props
  return (
    <ConfirmDialog
      trigger={
        <Button size="small" aria-label={t('remove_label', { group })}>
          {t('remove')}
        </Button>
      }
      title={t('remove_title', { app, group })}
      action={useFormAction(stopRequiring)}
      fields={{ appId, groupId }}
      confirmLabel={t('remove_confirm')}
      cancelLabel={t('cancel')}
      errorTitle={t('failed')}
    >
      {t('remove_body')}
    </ConfirmDialog>
  )
}
