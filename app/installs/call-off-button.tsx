'use client'

import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { useFormAction } from '../use-form-action.ts'
import { callOff } from './actions.ts'

/** Asks before an install or a request is called off. */
export function CallOffButton({
  installId,
  words,
}: {
  installId: string
  words: { label: string; title: string; body: string; keep: string; failed: string }
}) {
  return (
    <ConfirmDialog
      trigger={<Button>{words.label}</Button>}
      title={words.title}
      action={useFormAction(callOff)}
      fields={{ installId }}
      confirmLabel={words.label}
      cancelLabel={words.keep}
      errorTitle={words.failed}
    >
      {words.body}
    </ConfirmDialog>
  )
}
