'use client'

import { useTranslations } from 'next-intl'
import { ConfirmButton } from '#app/confirm-button.tsx'
import { stopRequiring } from '../actions.ts'

/** Asks before a group's Macs are no longer given an app. */
export function StopRequiringButton(props: { appId: string; groupId: string; group: string; app: string }) {
  const t = useTranslations('admin-catalog.required')
  const { appId, groupId, group, app } = props
  return (
    <ConfirmButton
      button={t('remove')}
      buttonLabel={t('remove_label', { group })}
      size="small"
      title={t('remove_title', { app, group })}
      action={stopRequiring}
      fields={{ appId, groupId }}
      confirmLabel={t('remove_confirm')}
      cancelLabel={t('cancel')}
      errorTitle={t('failed')}
    >
      {t('remove_body')}
    </ConfirmButton>
  )
}
