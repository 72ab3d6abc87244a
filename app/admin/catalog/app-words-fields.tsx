'use client'

import { useTranslations } from 'next-intl'
import { FormField } from '#components/form/form-field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextField } from '#components/ui/text-field.tsx'

/** An app's summary and description in one language. */
export function AppWordsFields(props: { language: 'en' | 'nl'; summary: string; description: string }) {
  const t = useTranslations('admin-catalog.form')
  const suffix = props.language === 'en' ? 'En' : 'Nl'
  return (
    <fieldset className="space-y-4 [&>legend+*]:mt-0 rounded-card border border-line p-4">
      <legend className="px-1.5 font-semibold text-sm">{t(`language.${props.language}`)}</legend>
      <FormField name={`summary${suffix}`} label={t('summary')} hint={t('summary_hint')}>
        <TextField required maxLength={200} lang={props.language} defaultValue={props.summary} />
      </FormField>
      <FormField
        name={`description${suffix}`}
        label={t('description')}
        hint={t('description_hint')}
        optionalLabel={t('optional')}
      >
        <TextArea maxLength={10_000} rows={6} lang={props.language} defaultValue={props.description} />
      </FormField>
    </fieldset>
  )
}
