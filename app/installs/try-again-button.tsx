'use client'

import { SubmitButton } from '#components/form/submit-button.tsx'
import { ActionForm } from '../action-form.tsx'
import { tryAgain } from './actions.ts'

/** Sends the app once more. `attempt` is the one that the page shows, so that two clicks are one try. */
export function TryAgainButton(props: {
  installId: string
  attempt: number
  label: string
  variant: 'primary' | 'secondary'
  failed: string
}) {
  return (
    <ActionForm
      action={tryAgain}
      fields={{ installId: props.installId, attempt: props.attempt.toString() }}
      errorTitle={props.failed}
      className="space-y-3"
    >
      <SubmitButton variant={props.variant}>{props.label}</SubmitButton>
    </ActionForm>
  )
}
