'use client'

import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { askInventory } from '../actions.ts'

/** Asks a Mac how it is now. The request key is the one of the first rendering: pressing twice is asking once. */
export function RefreshButton(props: { deviceId: string; requestKey: string }) {
  const t = useTranslations('helpdesk-macs.refresh')
  const [requestKey] = useState(props.requestKey)
  return (
    <ActionForm
      action={askInventory}
      fields={{ deviceId: props.deviceId, requestKey }}
      errorTitle={t('failed')}
      className="space-y-3"
    >
      <SubmitButton variant="secondary" icon={<RefreshCw aria-hidden />} pendingLabel={t('pending')}>
        {t('button')}
      </SubmitButton>
    </ActionForm>
  )
}
