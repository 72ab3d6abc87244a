'use client'

import { useTranslations } from 'next-intl'
import { ConfirmButton } from '#app/confirm-button.tsx'
import { hurry } from '../actions.ts'
import { CountList } from './count-list.tsx'
import type { Ends } from './ends.ts'

export interface ReleaseNowButtonProps {
  person: { id: string; name: string }
  ends: Pick<Ends, 'released' | 'awaited' | 'requests'>
}

/** Lets the Macs go without waiting any longer, after saying which. */
export function ReleaseNowButton({ person, ends }: ReleaseNowButtonProps) {
  const t = useTranslations('admin-people')
  return (
    <ConfirmButton
      button={t('hurry.button')}
      size="small"
      title={t('hurry.title', { name: person.name })}
      action={hurry}
      fields={{ personId: person.id }}
      confirmLabel={t('hurry.confirm')}
      cancelLabel={t('cancel')}
      pendingLabel={t('hurry.pending')}
      errorTitle={t('failed')}
    >
      <p>{t('hurry.lead')}</p>
      <CountList counts={{ ...ends }} />
    </ConfirmButton>
  )
}
