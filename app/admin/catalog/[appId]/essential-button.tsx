'use client'

import { useTranslations } from 'next-intl'
import { toast } from 'sonner'
import { ActionForm } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { requireOfGroup } from '../actions.ts'

/** Makes a required app essential for a group, or not any more. */
export function EssentialButton(props: {
  appId: string
  groupId: string
  group: string
  essential: boolean
}) {
  const t = useTranslations('admin-catalog.required')
  const { appId, groupId, group, essential } = props
  return (
    <ActionForm
      action={requireOfGroup}
      fields={{ appId, groupId, ...(essential ? {} : { essential: 'on' }) }}
      errorTitle={t('failed')}
      onDone={() => toast.success(t(essential ? 'not_essential_now' : 'essential_now', { group }))}
    >
      <SubmitButton
        variant="secondary"
        size="small"
        pendingLabel={t('pending')}
        aria-label={t(essential ? 'not_essential_label' : 'make_essential_label', { group })}
      >
        {t(essential ? 'not_essential' : 'make_essential')}
      </SubmitButton>
    </ActionForm>
  )
}
