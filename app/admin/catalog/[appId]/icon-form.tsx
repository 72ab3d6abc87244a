'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from 'sonner'
import { ActionForm } from '#app/action-form.tsx'
import { FileDrop } from '#components/form/file-drop.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { AppIcon } from '#components/ui/app-icon.tsx'
import { changeIcon } from '../actions.ts'

/** The app's picture as it is, and the way to another. */
export function IconForm(props: { appId: string; name: string; iconUrl: string | null }) {
  const t = useTranslations('admin-catalog.icon')
  const [uploads, setUploads] = useState(0)
  return (
    <div className="flex flex-col gap-6 sm:flex-row sm:items-start">
      <AppIcon name={props.name} src={props.iconUrl} size="huge" />
      <ActionForm
        key={uploads}
        action={changeIcon}
        fields={{ appId: props.appId }}
        errorTitle={t('failed')}
        onDone={() => {
          toast.success(t('saved'))
          setUploads((count) => count + 1)
        }}
        className="min-w-0 flex-1 space-y-4"
      >
        <FileDrop
          name="icon"
          accept="image/png"
          required
          hint={t('hint')}
          labels={{ drop: t('drop'), choose: t('choose'), cancel: t('take_away'), uploading: t('saving') }}
        />
        <SubmitButton variant="secondary" pendingLabel={t('saving')}>
          {t('save')}
        </SubmitButton>
      </ActionForm>
    </div>
  )
}
