'use client'

import { useTranslations } from 'next-intl'
import { ConfirmButton } from '#app/confirm-button.tsx'
import { remove } from '../actions.ts'

/** Asks before a profile that nobody has is deleted. */
export function DeleteButton({ profileId, profile }: { profileId: string; profile: string }) {
  const t = useTranslations('admin-profiles.delete')
  return (
    <ConfirmButton
      button={t('button')}
      title={t('title', { profile })}
      action={remove}
      fields={{ profileId }}
      confirmLabel={t('confirm')}
      cancelLabel={t('cancel')}
      errorTitle={t('failed')}
    >
      {t('body')}
    </ConfirmButton>
  )
}
