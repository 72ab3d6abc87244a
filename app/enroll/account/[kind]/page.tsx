import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { SmallWindow } from '#app/enroll/small-window.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { accountAddressInput, accountPaths } from '#lib/portal/enrollment/account-enrollment-input.ts'
import { previewAccountEnrollment } from '#lib/portal/enrollment/preview-account-enrollment.ts'
import { ConfirmEnrollment } from './confirm-enrollment.tsx'
import { Refused } from './refused.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('enroll-account')
  return { title: t('title') }
}

/** What a Mac shows in a small window of its own when somebody typed their account in System Settings. */
export default async function AccountEnrollmentPage({
  params,
  searchParams,
}: {
  params: Promise<{ kind: string }>
  searchParams: Promise<Record<string, unknown>>
}) {
  const actor = await requireRole('employee')
  const path = (await params).kind
  const kind = Object.hasOwn(accountPaths, path) ? accountPaths[path] : undefined
  if (!kind) notFound()
  const asked = accountAddressInput.safeParse(await searchParams)
  if (!asked.success) {
    return (
      <SmallWindow>
        <Refused code="enrollment_account_unreadable" account="" />
      </SmallWindow>
    )
  }
  const { account: typed, state } = asked.data
  const { account, ownerships, refusal } = await previewAccountEnrollment(actor, { kind, account: typed })
  return (
    <SmallWindow>
      {refusal ? (
        <Refused code={refusal} account={account} typed={typed} name={actor.name} />
      ) : (
        <ConfirmEnrollment {...{ kind, path, account, ownerships, state }} name={actor.name} />
      )}
    </SmallWindow>
  )
}
