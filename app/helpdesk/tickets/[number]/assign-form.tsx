'use client'

import { useFormAction } from '#app/use-form-action.ts'
import { FormField } from '#components/form/form-field.tsx'
import { FormShell } from '#components/form/form-shell.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Select, type SelectOption } from '#components/ui/select.tsx'
import { giveTicket } from '../actions.ts'

export interface AssignFormProps {
  number: number
  assigneeId: string | null
  people: SelectOption[]
  labels: { field: string; nobody: string; save: string; failed: string }
}

/** Gives the ticket to a colleague, or back to all. */
export function AssignForm({ number, assigneeId, people, labels }: AssignFormProps) {
  const give = useFormAction(giveTicket)
  return (
    <FormShell
      key={assigneeId}
      action={give}
      fields={{ number: String(number) }}
      errorTitle={labels.failed}
      className="flex flex-wrap items-end gap-2"
    >
      <FormField name="assigneeId" label={labels.field} className="min-w-0 flex-1 basis-40">
        <Select options={people} placeholder={labels.nobody} defaultValue={assigneeId ?? ''} />
      </FormField>
      <SubmitButton variant="secondary">{labels.save}</SubmitButton>
    </FormShell>
  )
}
