'use client'

import { useActionState } from 'react'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { markHandOverSeen } from './hand-over-actions.ts'

/** The button under a notice, which then goes away. It works without scripts too. */
export function HandOverSeen(props: {
  deviceId: string
  until: string
  label: string
  pendingLabel: string
}) {
  const [, mark] = useActionState(markHandOverSeen, { status: 'idle' })
  return (
    <form action={mark}>
      <input type="hidden" name="deviceId" value={props.deviceId} />
      <input type="hidden" name="until" value={props.until} />
      <SubmitButton variant="secondary" size="small" pendingLabel={props.pendingLabel}>
        {props.label}
      </SubmitButton>
    </form>
  )
}
