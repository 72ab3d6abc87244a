'use client'

import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button, type ButtonProps } from '#components/ui/button.tsx'
import { useFormAction } from '../../use-form-action.ts'
import { endSessions } from './actions.ts'

export interface EndSessionsButtonProps {
  person: { id: string; name: string; sessionCount: number }
  size?: ButtonProps['size']
}

/** Signs somebody out everywhere; nothing for who is signed in nowhere. */
export function EndSessionsButton({ person, size }: EndSessionsButtonProps) {
  const t = useTranslations('admin-people')
  const action = useFormAction(endSessions)
  const { id: personId, name, sessionCount: count } = person
  if (count === 0) return null
  return (
    <ConfirmDialog
      trigger={<Button size={size}>{t('end.button', { count })}</Button>}
      title={t('end.title', { name })}
      action={action}
      fields={{ personId }}
      confirmLabel={t('end.confirm')}
      cancelLabel={t('cancel')}
      errorTitle={t('failed')}
      tone="primary"
    >
      {t('end.body', { name })}
    </ConfirmDialog>
  )
}
