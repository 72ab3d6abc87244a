'use client'

import { Send } from 'lucide-react'
import { type ReactNode, useCallback, useState } from 'react'
import { useFormAction } from '#app/use-form-action.ts'
import { FormField } from '#components/form/form-field.tsx'
import { FormShell } from '#components/form/form-shell.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { sendReply } from './actions.ts'
import { MessageArea } from './message-area.tsx'

export interface ReplyFormProps {
  number: number
  requestKey: string
  labels: {
    field: string
    hint: string
    placeholder?: string
    send: string
    sending: string
    failed: string
  }
  /** More buttons that send, such as one that also says it is solved. */
  moreButtons?: ReactNode
}

/** Writes the next message of a conversation. Every message has a key of its own, so that none is sent twice. */
export function ReplyForm({ number, requestKey, labels, moreButtons }: ReplyFormProps) {
  const [key, setKey] = useState(requestKey)
  const done = useCallback((value: { nextKey: string }) => {
    setKey(value.nextKey)
    return undefined
  }, [])
  const send = useFormAction(sendReply, { done })
  return (
    <FormShell
      action={send}
      fields={{ number: String(number), requestKey: key }}
      errorTitle={labels.failed}
      emptyAfter
      className="space-y-3"
    >
      <FormField name="message" label={labels.field} hint={labels.hint}>
        <MessageArea required maxLength={10_000} rows={4} placeholder={labels.placeholder} />
      </FormField>
      <div className="flex flex-wrap gap-2.5">
        <SubmitButton icon={<Send aria-hidden />} pendingLabel={labels.sending}>
          {labels.send}
        </SubmitButton>
        {moreButtons}
      </div>
    </FormShell>
  )
}
