import { getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import type { EnrollmentErrorCode } from '#lib/portal/enrollment/enrollment-error.ts'
import { SignInAgain } from './sign-in-again.tsx'

export interface RefusedProps {
  code: EnrollmentErrorCode | 'enrollment_account_unreadable'
  /** The person's own. */
  account: string
  /** What stood in System Settings. */
  typed?: string
  name?: string
}

/** Why this Mac does not enrol now, and the one thing to do. */
export async function Refused({ code, account, typed = '', name = '' }: RefusedProps) {
  const t = await getTranslations('enroll-account')
  return (
    <Card className="space-y-3 text-center">
      <h1 className="text-balance font-semibold text-xl">{t('refused_title')}</h1>
      <p role="alert">{t(`refused.${code}`, { account, typed, name })}</p>
      {code === 'enrollment_other_account' ? (
        <SignInAgain label={t('sign_in_again')} failed={t('sign_in_again_failed')} />
      ) : null}
    </Card>
  )
}
