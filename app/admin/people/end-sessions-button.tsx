'use client'

import { useTranslations } from 'next-intl'
import { ConfirmButton } from '#app/confirm-button.tsx'
import { endSessions } from './actions.ts'

export interface EndSessionsButtonProps {
  person: { id: string; name: string; sessionCount: number }
  size?: 'small' | 'medium'
}

/** Signs somebody out everywhere; nothing for who is signed in nowhere. */
export function EndSessionsButton({ person, size }: EndSessionsButtonProps) {
  const t = useTranslations('admin-people')
  const { id: personId, name, sessionCount: count } = person
  if (count === 0) return null
  return (
    <ConfirmButton
      button={t('end.button', { count })}
      size={size}
      title={t('end.title', { name })}
      action={endSessions}
      fields={{ personId }}
      confirmLabel={t('end.confirm')}
      cancelLabel={t('cancel')}
      errorTitle={t('failed')}
      tone="primary"
    >
      {t('end.body', { name })}
    </ConfirmButton>
  )
}
