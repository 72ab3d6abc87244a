'use client'

import { RotateCcw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormAction } from '#app/use-form-action.ts'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { askRestart } from '../actions.ts'
import { MacNamed, type NamedMac } from './mac-named.tsx'

/** Restarts a Mac after asking why. */
export function RestartButton({ mac, requestKey: given }: { mac: NamedMac; requestKey: string }) {
  const t = useTranslations('helpdesk-macs.restart')
  const [requestKey] = useState(given)
  return (
    <ConfirmDialog
      trigger={<Button icon={<RotateCcw aria-hidden />}>{t('button')}</Button>}
      title={t('title', { mac: mac.name })}
      action={useFormAction(askRestart)}
      fields={{ deviceId: mac.id, requestKey }}
      reason={{ label: t('reason'), hint: t('reason_hint') }}
      confirmLabel={t('confirm')}
      cancelLabel={t('cancel')}
      pendingLabel={t('pending')}
      errorTitle={t('failed')}
      tone="primary"
    >
      <MacNamed mac={mac} />
      <p className="mt-4">{t('consequence', { person: mac.ownerName })}</p>
    </ConfirmDialog>
  )
}
