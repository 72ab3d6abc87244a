'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { chooseVersion } from '../actions.ts'

/** Makes one version the one that Macs get from now on. */
export function ChooseVersionForm(props: {
  appId: string
  packageId: string
  version: string
  primary?: boolean
}) {
  const t = useTranslations('admin-catalog.versions')
  return (
    <ActionForm
      action={chooseVersion}
      fields={{ appId: props.appId, packageId: props.packageId }}
      errorTitle={t('failed')}
      className="space-y-3"
    >
      <SubmitButton
        variant={props.primary ? 'primary' : 'secondary'}
        size={props.primary ? 'medium' : 'small'}
      >
        {t('choose', { version: props.version })}
      </SubmitButton>
    </ActionForm>
  )
}
