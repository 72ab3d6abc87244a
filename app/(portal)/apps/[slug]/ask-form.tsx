'use client'

import { toast } from 'sonner'
import { ActionForm } from '#app/action-form.tsx'
import { askForApp } from '#app/installs/actions.ts'
import { FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { TextArea } from '#components/ui/text-area.tsx'

export interface AskFormProps {
  requestKey: string
  appId: string
  approvalRequired: boolean
  /** `reason` says why a Mac cannot have it. */
  macs: { id: string; name: string; hint: string; reason?: string }[]
  words: Record<
    'which' | 'on' | 'reason' | 'reasonHint' | 'promise' | 'submit' | 'pending' | 'failed' | 'done',
    string
  >
}

/** Asks for an app: which Mac where there are several, why where somebody decides. */
export function AskForm({ requestKey, appId, approvalRequired, macs, words }: AskFormProps) {
  const able = macs.filter((mac) => !mac.reason)
  const only = macs.length === 1 ? able[0] : undefined
  return (
    <ActionForm
      action={askForApp}
      fields={{ requestKey, appId, ...(only && { deviceId: only.id }) }}
      errorTitle={words.failed}
      onDone={() => toast.success(words.done)}
    >
      {only ? (
        <p className="font-semibold text-[1.0625rem]">{words.on}</p>
      ) : (
        <RadioCards
          name="deviceId"
          legend={words.which}
          required
          defaultValue={able[0]?.id}
          columns={macs.length > 2 ? 1 : 2}
          options={macs.map((mac) => ({
            value: mac.id,
            title: mac.name,
            body: mac.hint,
            disabled: mac.reason !== undefined,
            reason: mac.reason,
          }))}
        />
      )}
      {approvalRequired ? (
        <FormField name="reason" label={words.reason} hint={words.reasonHint}>
          <TextArea required minLength={3} maxLength={2000} rows={3} />
        </FormField>
      ) : null}
      <div className="flex flex-col gap-3 sm:flex-row sm:items-center sm:gap-5">
        <SubmitButton pendingLabel={words.pending} className="shrink-0">
          {words.submit}
        </SubmitButton>
        <p className="text-ink-soft text-sm">{words.promise}</p>
      </div>
    </ActionForm>
  )
}
