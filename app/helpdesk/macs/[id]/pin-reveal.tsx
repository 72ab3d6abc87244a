'use client'

import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { showPin } from '../actions.ts'

export interface PinRevealProps {
  /** The lock whose PIN may be shown; null when there is none to show. */
  actionId: string | null
  /** As a callout over the page, for a PIN that nobody has seen yet. */
  prominent?: boolean
}

/**
 * Shows the PIN of a lock. Once it is on screen it stays until somebody says that it was written down, whatever is
 * pressed and whatever the page around it learns meanwhile; so this stays mounted also where there is nothing to show.
 */
export function PinReveal({ actionId, prominent }: PinRevealProps) {
  const t = useTranslations('helpdesk-macs.pin')
  const [pin, setPin] = useState<string | null>(null)
  const [hurried, setHurried] = useState(false)
  const ask = actionId ? (
    <ActionForm
      action={showPin}
      fields={{ actionId }}
      errorTitle={t('failed')}
      onDone={(shown) => {
        setPin(shown.pin)
        setHurried(false)
      }}
      className="space-y-3"
    >
      <SubmitButton
        size="small"
        variant={prominent ? 'primary' : 'secondary'}
        icon={<KeyRound aria-hidden />}
        pendingLabel={t('pending')}
      >
        {t(prominent ? 'show' : 'show_again')}
      </SubmitButton>
    </ActionForm>
  ) : null
  return (
    <>
      {ask && prominent ? (
        <Callout tone="caution" title={t('callout_title')} action={ask} className="mb-6" announce="status">
          {t('callout_body')}
        </Callout>
      ) : (
        ask
      )}
      <Dialog
        title={t('title')}
        description={t('body')}
        closeLabel={t('close')}
        size="small"
        open={pin !== null}
        onOpenChange={(open) => setHurried(!open)}
        footer={
          <Button variant="primary" onClick={() => setPin(null)}>
            {t('written_down')}
          </Button>
        }
      >
        <CopyField large value={pin ?? ''} label={t('copy')} copiedLabel={t('copied')} />
        {hurried ? (
          <Callout tone="caution" className="mt-4" announce="alert">
            {t('first_write')}
          </Callout>
        ) : null}
      </Dialog>
    </>
  )
}
