'use client'

import { useTranslations } from 'next-intl'
import { ConfirmButton } from '#app/confirm-button.tsx'
import { useFormAction } from '#app/use-form-action.ts'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { stopWaiting, takeBack } from '../return-actions.ts'
import { MacNamed, type NamedMac } from './mac-named.tsx'

/** A Mac that is to come back: it is here, or nobody waits for it any longer. */
export function ReturnButtons({ mac }: { mac: NamedMac }) {
  const t = useTranslations('helpdesk-macs.return')
  const back = useFormAction(takeBack)
  const fields = { deviceId: mac.id }
  return (
    <>
      <ConfirmDialog
        trigger={
          <Button size="small" variant="primary">
            {t('back.button')}
          </Button>
        }
        title={t('back.title', { mac: mac.name })}
        action={back}
        fields={fields}
        confirmLabel={t('back.button')}
        cancelLabel={t('cancel')}
        pendingLabel={t('pending')}
        errorTitle={t('failed')}
        tone="primary"
      >
        <MacNamed mac={mac} />
        <p className="mt-4">{t('back.body')}</p>
      </ConfirmDialog>
      <ConfirmButton
        button={t('never.button')}
        size="small"
        title={t('never.title', { mac: mac.name })}
        action={stopWaiting}
        fields={fields}
        reason={{ label: t('never.reason'), hint: t('never.reason_hint') }}
        confirmLabel={t('never.button')}
        cancelLabel={t('cancel')}
        pendingLabel={t('pending')}
        errorTitle={t('failed')}
      >
        <MacNamed mac={mac} />
        <p className="mt-4">{t('never.body')}</p>
      </ConfirmButton>
    </>
  )
}
