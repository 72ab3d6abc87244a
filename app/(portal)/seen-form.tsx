'use client'

import { useActionState } from 'react'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { markSeen } from './notice-actions.ts'

/**
 * The button under a notice, which then goes away. It works without scripts too.
 *
 * until  when the last of the notices was made that stand above it
 */
export function SeenForm(props: {
  kind: 'abilities_widened' | 'handed_over' | 'left'
  deviceId: string
  until: string
  label: string
  pendingLabel: string
}) {
  const [, mark] = useActionState(markSeen, { status: 'idle' })
  return (
    <form action={mark}>
      <input type="hidden" name="kind" value={props.kind} />
      <input type="hidden" name="deviceId" value={props.deviceId} />
      <input type="hidden" name="until" value={props.until} />
      <SubmitButton variant="secondary" size="small" pendingLabel={props.pendingLabel}>
        {props.label}
      </SubmitButton>
    </form>
  )
}
