'use client'

import { useTranslations } from 'next-intl'
import { ConfirmButton } from '#app/confirm-button.tsx'
import { unassign } from '../actions.ts'

/** Asks before a profile is taken from a group's Macs. */
export function UnassignButton(props: {
  profileId: string
  groupId: string
  group: string
  profile: string
}) {
  const t = useTranslations('admin-profiles.unassign')
  const { profileId, groupId, group, profile } = props
  return (
    <ConfirmButton
      button={t('button')}
      buttonLabel={t('label', { group })}
      size="small"
      title={t('title', { profile, group })}
      action={unassign}
      fields={{ profileId, groupId }}
      confirmLabel={t('confirm')}
      cancelLabel={t('cancel')}
      errorTitle={t('failed')}
    >
      {t('body')}
    </ConfirmButton>
  )
}
