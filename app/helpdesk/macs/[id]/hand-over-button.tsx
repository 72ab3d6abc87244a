'use client'

import { ArrowRightLeft } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormAction } from '#app/use-form-action.ts'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { handOver } from '../ownership-actions.ts'
import { MacNamed, type NamedMac } from './mac-named.tsx'
import { PersonPicker } from './person-picker.tsx'

interface Props {
  mac: NamedMac
  ownerId: string
  requestKey: string
  openInstalls: number
  hints: { signedIn: boolean; left: boolean }
}

/** Gives a Mac to another person, after saying what that means for both. */
export function HandOverButton({ mac, ownerId, requestKey: given, openInstalls, hints }: Props) {
  const t = useTranslations('helpdesk-macs.ownership.hand_over')
  const [requestKey] = useState(given)
  const person = mac.ownerName
  return (
    <ConfirmDialog
      trigger={<Button icon={<ArrowRightLeft aria-hidden />}>{t('button')}</Button>}
      title={t('title', { mac: mac.name })}
      action={useFormAction(handOver)}
      fields={{ deviceId: mac.id, fromId: ownerId, requestKey }}
      reason={{ label: t('reason'), hint: t('reason_hint') }}
      confirmLabel={t('confirm')}
      cancelLabel={t('cancel')}
      pendingLabel={t('pending')}
      errorTitle={t('failed')}
      tone="primary"
    >
      <MacNamed mac={mac} />
      <div className="mt-4">
        <PersonPicker exceptId={ownerId} />
      </div>
      <ul className="mt-4 list-disc space-y-1 pl-5">
        <li>{t('what.unseen', { person })}</li>
        {openInstalls > 0 ? <li>{t('what.requests', { count: openInstalls, person })}</li> : null}
        <li>{t('what.settings')}</li>
        <li>{t('what.history')}</li>
        <li>{t('what.told')}</li>
        {hints.signedIn ? <li>{t('what.signed_in')}</li> : null}
        {hints.left ? <li>{t('what.left')}</li> : null}
      </ul>
    </ConfirmDialog>
  )
}
