'use client'

import type { ReactNode } from 'react'
import { ConfirmDialog, type ConfirmDialogProps } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ActionState } from '#lib/auth/action-state.ts'
import { useFormAction } from './use-form-action.ts'

interface ConfirmButtonProps<T> extends Omit<ConfirmDialogProps, 'action' | 'trigger'> {
  action: (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>
  /** What stands on it. */
  button: ReactNode
  /** Its name, where what stands on it says too little by itself. */
  buttonLabel?: string
  size?: 'small' | 'medium'
}

/** A button that asks before it does what cannot be undone. The rest is as of ConfirmDialog. */
export function ConfirmButton<T>(props: ConfirmButtonProps<T>) {
  const { action, button, buttonLabel, size, ...dialog } = props
  const run = useFormAction(action)
  return (
    <ConfirmDialog
      {...dialog}
      action={run}
      trigger={
        <Button size={size} aria-label={buttonLabel}>
          {button}
        </Button>
      }
    />
  )
}
