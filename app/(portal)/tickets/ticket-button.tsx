'use client'

import type { ReactNode } from 'react'
import { useFormAction } from '#app/use-form-action.ts'
import { FormShell } from '#components/form/form-shell.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import type { ButtonProps } from '#components/ui/button.tsx'
import type { ActionState } from '#lib/auth/action-state.ts'

export interface TicketButtonProps {
  action: (previous: ActionState<undefined>, form: FormData) => Promise<ActionState<undefined>>
  fields: Record<string, string>
  icon?: ReactNode
  variant?: ButtonProps['variant']
  wide?: boolean
  failed: string
  children: ReactNode
}

/** A button that does one thing to a ticket. */
export function TicketButton(props: TicketButtonProps) {
  const run = useFormAction(props.action)
  return (
    <FormShell action={run} fields={props.fields} errorTitle={props.failed} className="space-y-3">
      <SubmitButton variant={props.variant ?? 'secondary'} icon={props.icon} wide={props.wide}>
        {props.children}
      </SubmitButton>
    </FormShell>
  )
}
