'use client'

import { useCallback, useState } from 'react'
import { MessageArea } from '#app/(portal)/tickets/message-area.tsx'
import { useFormAction } from '#app/use-form-action.ts'
import { FormField } from '#components/form/form-field.tsx'
import { FormShell } from '#components/form/form-shell.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { writeNote } from '../actions.ts'

export interface NoteFormProps {
  number: number
  requestKey: string
  labels: { field: string; hint: string; send: string; sending: string; failed: string }
}

/** Writes a note that only the helpdesk sees. */
export function NoteForm({ number, requestKey, labels }: NoteFormProps) {
  const [key, setKey] = useState(requestKey)
  const done = useCallback((value: { nextKey: string }) => {
    setKey(value.nextKey)
    return undefined
  }, [])
  const send = useFormAction(writeNote, { done })
  return (
    <FormShell
      action={send}
      fields={{ number: String(number), requestKey: key }}
      errorTitle={labels.failed}
      emptyAfter
      className="space-y-3"
    >
      <FormField name="note" label={labels.field} hint={labels.hint}>
        <MessageArea required maxLength={10_000} rows={4} />
      </FormField>
      <SubmitButton pendingLabel={labels.sending}>{labels.send}</SubmitButton>
    </FormShell>
  )
}
