'use client'

import { ActionForm } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import type { ButtonProps } from '#components/ui/button.tsx'
import { keepMac, letGoUnasked, removeMac } from './actions.ts'

const actions = { remove: removeMac, keep: keepMac, let_go: letGoUnasked }

/** One button that does one thing to a Mac; it works without scripts too. */
export function MacForm(props: {
  does: keyof typeof actions
  deviceId: string
  words: { button: string; pending: string; failed: string }
  variant?: ButtonProps['variant']
  size?: ButtonProps['size']
}) {
  const { words } = props
  return (
    <ActionForm
      action={actions[props.does]}
      fields={{ deviceId: props.deviceId }}
      errorTitle={words.failed}
      className="space-y-3"
    >
      <SubmitButton variant={props.variant} size={props.size} pendingLabel={words.pending}>
        {words.button}
      </SubmitButton>
    </ActionForm>
  )
}
