'use client'

import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { useFormAction } from '../../../use-form-action.ts'
import { resumeAccount } from '../actions.ts'

export interface WelcomeButtonProps {
  person: { id: string; name: string }
  /** What that undoes, and what it does not: Macs that leave, are asked back or are gone, and tokens that work again. */
  undoes: { leaving: number; awaited: number; gone: number; tokens: number }
}

/** Switches somebody's account on again, after saying what that brings back. */
export function WelcomeButton({ person, undoes }: WelcomeButtonProps) {
  const t = useTranslations('admin-people')
  const action = useFormAction(resumeAccount)
  const there = Object.entries(undoes).filter(([, count]) => count > 0)
  return (
    <ConfirmDialog
      trigger={<Button size="small">{t('on.button')}</Button>}
      title={t('on.title', { name: person.name })}
      action={action}
      fields={{ personId: person.id }}
      confirmLabel={t('on.confirm')}
      cancelLabel={t('cancel')}
      pendingLabel={t('on.pending')}
      errorTitle={t('failed')}
      tone="primary"
    >
      <p>{t('on.lead', { name: person.name })}</p>
      {there.length > 0 ? (
        <ul className="mt-3 list-disc space-y-1 pl-5">
          {there.map(([what, count]) => (
            <li key={what}>{t(`on.undoes.${what}`, { count })}</li>
          ))}
        </ul>
      ) : null}
    </ConfirmDialog>
  )
}
