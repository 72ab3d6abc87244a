'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#app/action-form.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Link } from '#components/ui/link.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { askHelpdesk } from './actions.ts'

/** A question to the helpdesk, with what we know of the attempt sent along; shown beforehand. */
export function AskHelpdesk(props: { address: string; requestKey: string; facts: string[] }) {
  const t = useTranslations('enroll.ask')
  // The page is live and makes a new key at every look; the first one stays.
  const [requestKey] = useState(props.requestKey)
  const [sent, setSent] = useState<number | null>(null)
  if (sent !== null) {
    return (
      <p role="status" className="mt-3 font-medium">
        {t.rich('sent', {
          number: sent,
          link: (words) => <Link href={`/tickets/${sent}`}>{words}</Link>,
        })}
      </p>
    )
  }
  return (
    <details className="mt-3">
      <summary className="w-fit cursor-pointer rounded-sm font-medium text-accent-ink underline underline-offset-4">
        {t('open')}
      </summary>
      <div className="mt-3 space-y-4 rounded-card border border-line bg-raised p-4">
        <div>
          <p className="font-medium">{t('along')}</p>
          <ul className="mt-1 list-disc space-y-0.5 pl-5 text-ink-soft text-sm">
            {props.facts.map((fact) => (
              <li key={fact} className="break-words">
                {fact}
              </li>
            ))}
          </ul>
        </div>
        <ActionForm
          action={askHelpdesk}
          fields={{ requestKey, address: props.address }}
          errorTitle={t('failed')}
          onDone={({ number }) => setSent(number)}
          className="space-y-4"
        >
          <FormField name="message" label={t('message')} optionalLabel={t('optional')}>
            <TextArea rows={3} maxLength={2000} />
          </FormField>
          <SubmitButton variant="secondary" pendingLabel={t('sending')}>
            {t('send')}
          </SubmitButton>
        </ActionForm>
      </div>
    </details>
  )
}
