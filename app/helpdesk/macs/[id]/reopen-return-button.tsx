'use client'

import { useTranslations } from 'next-intl'
import { useFormAction } from '#app/use-form-action.ts'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { waitAgain } from '../return-actions.ts'
import { MacNamed, type NamedMac } from './mac-named.tsx'

/** Takes back that a Mac is here, or that nobody waits for it. */
export function ReopenReturnButton({ mac, was }: { mac: NamedMac; was: 'returned' | 'ended' }) {
  const t = useTranslations('helpdesk-macs.return')
  return (
    <ConfirmDialog
      trigger={<Button size="small">{t(`reopen.${was}`)}</Button>}
      title={t('reopen.title', { mac: mac.name })}
      action={useFormAction(waitAgain)}
      fields={{ deviceId: mac.id }}
      confirmLabel={t('reopen.confirm')}
      cancelLabel={t('cancel')}
      pendingLabel={t('pending')}
      errorTitle={t('failed')}
      tone="primary"
    >
      <MacNamed mac={mac} />
      <p className="mt-4">{t('reopen.body')}</p>
    </ConfirmDialog>
  )
}
