'use client'

import { UserMinus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { UnavailableAction } from '#components/ui/unavailable-action.tsx'
import { useFormAction } from '../../../use-form-action.ts'
import { endAccount } from '../actions.ts'
import { CountList } from './count-list.tsx'
import type { Ends } from './ends.ts'

export interface LetGoButtonProps {
  person: { id: string; name: string }
  ends: Ends
  own: boolean
}

/** Lets somebody go, after saying what that ends. */
export function LetGoButton({ person, ends, own }: LetGoButtonProps) {
  const t = useTranslations('admin-people')
  const action = useFormAction(endAccount)
  const icon = <UserMinus aria-hidden />
  if (own) {
    return (
      <UnavailableAction icon={icon} reason={t('errors.own_account')}>
        {t('off.button')}
      </UnavailableAction>
    )
  }
  return (
    <ConfirmDialog
      trigger={<Button icon={icon}>{t('off.button')}</Button>}
      title={t('off.title', { name: person.name })}
      action={action}
      fields={{ personId: person.id }}
      reason={{ label: t('off.reason'), hint: t('off.reason_hint') }}
      confirmLabel={t('off.confirm')}
      cancelLabel={t('cancel')}
      pendingLabel={t('off.pending')}
      errorTitle={t('failed')}
    >
      <p>{t('off.lead', { name: person.name })}</p>
      <CountList counts={{ ...ends }} />
    </ConfirmDialog>
  )
}
