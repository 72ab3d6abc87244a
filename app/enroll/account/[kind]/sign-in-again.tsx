'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useActionState } from 'react'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { signInAsSomebodyElse } from './sign-in-again-action.ts'

/** Ends this window's session and leads back here through the sign-in. */
export function SignInAgain({ label, failed }: { label: string; failed: string }) {
  const [state, send] = useActionState(signInAsSomebodyElse, { status: 'idle' })
  const to = `${usePathname()}?${useSearchParams()}`
  return (
    <form action={send} className="space-y-3">
      <input type="hidden" name="to" value={to} />
      {state.status === 'failed' ? (
        <Callout tone="critical" announce="alert">
          {failed}
        </Callout>
      ) : null}
      <SubmitButton wide>{label}</SubmitButton>
    </form>
  )
}
