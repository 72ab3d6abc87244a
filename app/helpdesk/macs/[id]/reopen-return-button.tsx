'use client'

import { useTranslations } from 'next-intl'
import { ConfirmButton } from '#app/confirm-button.tsx'
import { waitAgain } from '../return-actions.ts'
import { MacNamed, type NamedMac } from './mac-named.tsx'

/** Takes back that a Mac is here, or that nobody waits for it. */
export function ReopenReturnButton({ mac, was }: { mac: NamedMac; was: 'returned' | 'ended' }) {
  const t = useTranslations('helpdesk-macs.return')
  return (
    <ConfirmButton
      button={t(`reopen.${was}`)}
      size="small"
      title={t('reopen.title', { mac: mac.name })}
      action={waitAgain}
      fields={{ deviceId: mac.id }}
      confirmLabel={t('reopen.confirm')}
      cancelLabel={t('cancel')}
      pendingLabel={t('pending')}
      errorTitle={t('failed')}
      tone="primary"
    >
      <MacNamed mac={mac} />
      <p className="mt-4">{t('reopen.body')}</p>
    </ConfirmButton>
  )
}
