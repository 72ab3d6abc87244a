'use client'

import { useTranslations } from 'next-intl'
import { ConfirmButton } from '#app/confirm-button.tsx'
import { resumeAccount } from '../actions.ts'
import { CountList } from './count-list.tsx'

export interface WelcomeButtonProps {
  person: { id: string; name: string }
  /** What that undoes, and what it does not: Macs that leave, are asked back or are gone, and tokens that work again. */
  undoes: { stays: number; kept: number; gone: number; works: number }
}

/** Switches somebody's account on again, after saying what that brings back. */
export function WelcomeButton({ person, undoes }: WelcomeButtonProps) {
  const t = useTranslations('admin-people')
  return (
    <ConfirmButton
      button={t('on.button')}
      size="small"
      title={t('on.title', { name: person.name })}
      action={resumeAccount}
      fields={{ personId: person.id }}
      confirmLabel={t('on.confirm')}
      cancelLabel={t('cancel')}
      pendingLabel={t('on.pending')}
      errorTitle={t('failed')}
      tone="primary"
    >
      <p>{t('on.lead', { name: person.name })}</p>
      <CountList counts={undoes} />
    </ConfirmButton>
  )
}
