'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import type { AccountKind, Ownership } from '#lib/portal/enrollment/policy.ts'
import { beginSignIn } from './actions.ts'
import type { MacSystem } from './wizard-address.ts'

/** Remembers the way, so that the Mac is sent there when its owner signs in, and leads to the steps. */
export function BeginForm(props: {
  kind: AccountKind
  ownership: Ownership
  system: MacSystem | undefined
  best: boolean
}) {
  const t = useTranslations('enroll.plan')
  const { kind, ownership, system, best } = props
  return (
    <ActionForm
      action={beginSignIn}
      fields={{ kind, ownership, ...(system ? { os: system } : {}) }}
      errorTitle={t('failed')}
    >
      <SubmitButton
        size={best ? 'large' : 'medium'}
        variant={best ? 'primary' : 'secondary'}
        pendingLabel={t('beginning')}
      >
        {t(`${kind}.go`)}
      </SubmitButton>
    </ActionForm>
  )
}
