'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormField } from '#components/form/form-field.tsx'
import { FormShell } from '#components/form/form-shell.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { useFormAction } from '../../use-form-action.ts'
import { AccentPreview } from './accent-preview.tsx'
import { saveOrganization } from './actions.ts'

/** The blue that stands when no colour is chosen, for the colour field to begin at. */
const ownAccent = '#3a6cce'

/** Name and colour, with the colour tried on at once. */
export function OrganizationForm({ name, accent }: { name: string; accent: string | null }) {
  const t = useTranslations('admin-settings')
  const [chosen, setChosen] = useState(accent)
  const save = useFormAction(saveOrganization)
  return (
    <FormShell
      action={save}
      errorTitle={t('failed')}
      successTitle={t('organization.saved')}
      fields={chosen ? { accent: chosen } : {}}
    >
      <FormField name="name" label={t('organization.name')} hint={t('organization.name_hint')}>
        <TextField defaultValue={name} maxLength={60} required />
      </FormField>
      <div className="space-y-1.5">
        <label htmlFor="accent-choice" className="block font-medium text-[0.9375rem]">
          {t('organization.accent')}
        </label>
        <p id="accent-hint" className="text-ink-soft text-sm">
          {t('organization.accent_hint')}
        </p>
        <div className="flex flex-wrap items-center gap-3">
          <input
            id="accent-choice"
            type="color"
            aria-describedby="accent-hint"
            value={chosen ?? ownAccent}
            onChange={(event) => setChosen(event.currentTarget.value)}
            className="h-10 w-16 rounded-control border border-line-strong bg-raised p-1"
          />
          {chosen ? (
            <Button variant="quiet" onClick={() => setChosen(null)}>
              {t('organization.accent_default')}
            </Button>
          ) : null}
        </div>
      </div>
      <AccentPreview accent={chosen ?? ownAccent} />
      <SubmitButton>{t('organization.save')}</SubmitButton>
    </FormShell>
  )
}
