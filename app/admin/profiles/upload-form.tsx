'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#app/action-form.tsx'
import { FileDrop } from '#components/form/file-drop.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { upload } from './actions.ts'

/** Drop a profile, send it. The button wakes when a file was chosen. */
export function UploadForm() {
  const t = useTranslations('admin-profiles.upload')
  const [chosen, setChosen] = useState(false)
  return (
    <ActionForm action={upload} errorTitle={t('failed')} className="space-y-4">
      <FileDrop
        name="file"
        accept=".mobileconfig,application/x-apple-aspen-config"
        required
        onFile={(file) => setChosen(file !== null)}
        hint={t('hint')}
        labels={{
          drop: t('drop'),
          choose: t('choose'),
          cancel: t('cancel'),
          uploading: t('uploading'),
        }}
      />
      <SubmitButton disabled={!chosen} pendingLabel={t('uploading')}>
        {t('send')}
      </SubmitButton>
    </ActionForm>
  )
}
