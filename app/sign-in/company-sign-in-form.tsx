'use client'

import { useActionState } from 'react'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { startCompanySignIn } from './company-sign-in-action.ts'

/** Leads to the company's own sign-in. */
export function CompanySignInForm({ label, to, failed }: { label: string; to: string; failed: string }) {
  const [state, start] = useActionState(startCompanySignIn, { status: 'idle' })
  return (
    <form action={start} className="space-y-4">
      <input type="hidden" name="to" value={to} />
      {state.status === 'failed' ? (
        <Callout tone="critical" announce="alert">
          {failed}
        </Callout>
      ) : null}
      <SubmitButton wide size="large">
        {label}
      </SubmitButton>
    </form>
  )
}
