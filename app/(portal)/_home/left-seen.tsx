'use client'

import { useActionState } from 'react'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { markLeftSeen } from './left-actions.ts'

/** The button under a notice, which then goes away. It works without scripts too. */
export function LeftSeen(props: { deviceId: string; label: string; pendingLabel: string }) {
  const [, mark] = useActionState(markLeftSeen, { status: 'idle' })
  return (
    <form action={mark}>
      <input type="hidden" name="deviceId" value={props.deviceId} />
      <SubmitButton variant="secondary" size="small" pendingLabel={props.pendingLabel}>
        {props.label}
      </SubmitButton>
    </form>
  )
}
