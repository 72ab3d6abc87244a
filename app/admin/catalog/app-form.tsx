'use client'

import { useTranslations } from 'next-intl'
import { toast } from 'sonner'
import { ActionForm } from '#app/action-form.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { addApp, changeApp } from './actions.ts'
import { AppWordsFields } from './app-words-fields.tsx'

export interface AppFormValues {
  name: string
  publisher: string
  category: string
  summary: { en: string; nl: string }
  description: { en: string; nl: string }
  approvalRequired: boolean
  featured: boolean
}

/**
 * What the catalogue says of an app.
 *
 * appId      of the app that is changed; without it a new one is made
 * packageId  becomes the new app's first version
 */
export function AppForm(props: {
  appId?: string
  packageId?: string
  values: AppFormValues
  categories: { value: string; label: string }[]
}) {
  const t = useTranslations('admin-catalog.form')
  const { values, appId, packageId } = props
  return (
    <ActionForm
      action={appId ? changeApp : addApp}
      fields={{ ...(appId && { appId }), ...(packageId && { packageId }) }}
      errorTitle={t('failed')}
      onDone={() => toast.success(t('saved'))}
      className="space-y-6"
    >
      <div className="grid gap-5 sm:grid-cols-2">
        <FormField name="name" label={t('name')}>
          <TextField required maxLength={100} defaultValue={values.name} />
        </FormField>
        <FormField name="publisher" label={t('publisher')}>
          <TextField required maxLength={100} defaultValue={values.publisher} />
        </FormField>
        <FormField name="category" label={t('category')}>
          <Select required options={props.categories} defaultValue={values.category} />
        </FormField>
      </div>
      <div className="grid gap-6 lg:grid-cols-2">
        <AppWordsFields language="en" summary={values.summary.en} description={values.description.en} />
        <AppWordsFields language="nl" summary={values.summary.nl} description={values.description.nl} />
      </div>
      <div className="space-y-1">
        <Checkbox
          name="approvalRequired"
          label={t('approval')}
          hint={t('approval_hint')}
          defaultChecked={values.approvalRequired}
        />
        <Checkbox
          name="featured"
          label={t('featured')}
          hint={t('featured_hint')}
          defaultChecked={values.featured}
        />
      </div>
      <SubmitButton variant={appId ? 'secondary' : 'primary'} pendingLabel={t('saving')}>
        {t(appId ? 'save' : 'create')}
      </SubmitButton>
    </ActionForm>
  )
}
