'use client'

import { useFormAction } from '#app/use-form-action.ts'
import { FormField } from '#components/form/form-field.tsx'
import { FormShell } from '#components/form/form-shell.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Select, type SelectOption } from '#components/ui/select.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { askHelpdesk } from '../actions.ts'
import { MessageArea } from '../message-area.tsx'

export interface NewTicketFormProps {
  /** The request key, and what the question is about. */
  fields: Record<string, string>
  subject: string
  /** The person's Macs, to choose from; none when the question is about something already. */
  macs: SelectOption[]
  labels: {
    subject: string
    message: string
    messageHint: string
    mac: string
    macHint: string
    noMac: string
    optional: string
    send: string
    sending: string
    failed: string
  }
}

/** The form of a new question. */
export function NewTicketForm({ fields, subject, macs, labels }: NewTicketFormProps) {
  const ask = useFormAction(askHelpdesk)
  return (
    <FormShell action={ask} fields={fields} errorTitle={labels.failed}>
      <FormField name="subject" label={labels.subject}>
        <TextField
          dir="auto"
          required
          minLength={3}
          maxLength={120}
          autoComplete="off"
          defaultValue={subject}
        />
      </FormField>
      <FormField name="message" label={labels.message} hint={labels.messageHint}>
        <MessageArea required maxLength={10_000} rows={7} />
      </FormField>
      {macs.length > 0 ? (
        <FormField name="deviceId" label={labels.mac} hint={labels.macHint} optionalLabel={labels.optional}>
          <Select options={macs} placeholder={labels.noMac} />
        </FormField>
      ) : null}
      <SubmitButton size="large" pendingLabel={labels.sending}>
        {labels.send}
      </SubmitButton>
    </FormShell>
  )
}
