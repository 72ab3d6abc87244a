'use client'

import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { useFormAction } from '../../../use-form-action.ts'
import { hurry } from '../actions.ts'
import { EndList } from './end-list.tsx'
import type { Ends } from './ends.ts'

export interface ReleaseNowButtonProps {
  person: { id: string; name: string }
  ends: Pick<Ends, 'released' | 'awaited' | 'requests'>
}

/** Lets the Macs go without waiting any longer, after saying which. */
export function ReleaseNowButton({ person, ends }: ReleaseNowButtonProps) {
  const t = useTranslations('admin-people')
  const action = useFormAction(hurry)
  return (
    <ConfirmDialog
      trigger={<Button size="small">{t('hurry.button')}</Button>}
      title={t('hurry.title', { name: person.name })}
      action={action}
      fields={{ personId: person.id }}
      confirmLabel={t('hurry.confirm')}
      cancelLabel={t('cancel')}
      pendingLabel={t('hurry.pending')}
      errorTitle={t('failed')}
    >
      <p>{t('hurry.lead')}</p>
      <EndList ends={ends} />
    </ConfirmDialog>
  )
}
