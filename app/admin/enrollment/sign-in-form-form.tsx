'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { type SignInForm, signInForms } from '#lib/portal/enrollment/sign-in-form.ts'
import { saveSignInForm } from './actions.ts'

/** Which of Apple's two forms of signing in Macs are given. */
export function SignInFormForm({ form }: { form: SignInForm }) {
  const t = useTranslations('admin-enrollment.form')
  const [saved, setSaved] = useState(false)
  return (
    <ActionForm action={saveSignInForm} errorTitle={t('failed')} onDone={() => setSaved(true)}>
      <RadioCards
        legend={t('title')}
        hideLegend
        name="form"
        required
        columns={2}
        defaultValue={form}
        onChange={() => setSaved(false)}
        options={signInForms.map((value) => ({
          value,
          title: t(`${value}.title`),
          body: t(`${value}.body`),
        }))}
      />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton>{t('save')}</SubmitButton>
        <span role="status" className="text-positive-ink text-sm">
          {saved ? t('saved') : ''}
        </span>
      </div>
    </ActionForm>
  )
}
