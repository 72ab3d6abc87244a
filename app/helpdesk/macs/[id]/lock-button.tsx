'use client'

import { Lock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormAction } from '#app/use-form-action.ts'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { askLock } from '../actions.ts'
import { MacNamed, type NamedMac } from './mac-named.tsx'

/** Locks a Mac after saying whose it is and what is lost, asking why, and having its name typed. */
export function LockButton({ mac, requestKey: given }: { mac: NamedMac; requestKey: string }) {
  const t = useTranslations('helpdesk-macs.lock')
  const [requestKey] = useState(given)
  return (
    <ConfirmDialog
      trigger={<Button icon={<Lock aria-hidden />}>{t('button')}</Button>}
      title={t('title', { mac: mac.name })}
      action={useFormAction(askLock)}
      fields={{ deviceId: mac.id, requestKey }}
      reason={{ label: t('reason'), hint: t('reason_hint') }}
      confirmation={{
        word: mac.name,
        label: t.rich('confirmation', { name: mac.name, b: (words) => <strong>{words}</strong> }),
      }}
      confirmLabel={t('confirm')}
      cancelLabel={t('cancel')}
      pendingLabel={t('pending')}
      errorTitle={t('failed')}
    >
      <MacNamed mac={mac} />
      <ul className="mt-4 list-disc space-y-1 pl-5">
        <li>{t('lost.work')}</li>
        <li>{t('lost.contact')}</li>
        <li>{t('lost.pin')}</li>
      </ul>
    </ConfirmDialog>
  )
}
