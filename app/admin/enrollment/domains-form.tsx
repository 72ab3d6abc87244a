'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#app/action-form.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { saveDomains } from './actions.ts'

/** The domains of the organisation's accounts, one on a line. */
export function DomainsForm({ domains }: { domains: string[] }) {
  const t = useTranslations('admin-enrollment.domains')
  const [saved, setSaved] = useState(false)
  return (
    <ActionForm action={saveDomains} errorTitle={t('failed')} onDone={() => setSaved(true)}>
      <FormField name="domains" label={t('label')} hint={t('hint')}>
        <TextArea
          rows={Math.min(8, Math.max(2, domains.length + 1))}
          defaultValue={domains.join('\n')}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          className="font-mono"
          onChange={() => setSaved(false)}
        />
      </FormField>
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton>{t('save')}</SubmitButton>
        <span role="status" className="text-positive-ink text-sm">
          {saved ? t('saved') : ''}
        </span>
      </div>
    </ActionForm>
  )
}
