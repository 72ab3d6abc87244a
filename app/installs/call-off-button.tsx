'use client'

import { ConfirmButton } from '../confirm-button.tsx'
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
    <ConfirmButton
      button={words.label}
      title={words.title}
      action={callOff}
      fields={{ installId }}
      confirmLabel={words.label}
      cancelLabel={words.keep}
      errorTitle={words.failed}
    >
      {words.body}
    </ConfirmButton>
  )
}
