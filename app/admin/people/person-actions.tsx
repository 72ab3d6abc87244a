'use client'

import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { useFormAction } from '../../use-form-action.ts'
import { endAccount, resumeAccount } from './actions.ts'
import { EndSessionsButton } from './end-sessions-button.tsx'

export interface PersonActionsProps {
  person: { id: string; name: string; active: boolean; sessionCount: number }
  /** The admin's own line: one cannot switch oneself off. */
  own: boolean
}

/** Ending a person's sessions, and switching the account off or on. */
export function PersonActions({ person, own }: PersonActionsProps) {
  const t = useTranslations('admin-people')
  const { id: personId, name, active, sessionCount } = person
  const toggle = useFormAction(active ? endAccount : resumeAccount)
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-2">
      {sessionCount > 0 ? (
        <EndSessionsButton person={person} size="small" />
      ) : (
        <span className="text-ink-soft text-sm">{t('no_sessions')}</span>
      )}
      {own ? null : (
        <ConfirmDialog
          trigger={<Button size="small">{t(active ? 'off.button' : 'on.button')}</Button>}
          title={t(active ? 'off.title' : 'on.title', { name })}
          action={toggle}
          fields={{ personId }}
          reason={active ? { label: t('off.reason') } : undefined}
          confirmLabel={t(active ? 'off.confirm' : 'on.confirm')}
          cancelLabel={t('cancel')}
          errorTitle={t('failed')}
          tone={active ? 'danger' : 'primary'}
        >
          {t(active ? 'off.body' : 'on.body', { name })}
        </ConfirmDialog>
      )}
    </span>
  )
}
