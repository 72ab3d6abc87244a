import type { Metadata } from 'next'
import Image from 'next/image'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { organization } from '#app/organization.ts'
import { LanguageSwitch } from '#app/preferences/language-switch.tsx'
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

async function SmallWindow({ children }: { children: ReactNode }) {
  const words = await getTranslations('product')
  const { logoUrl } = await organization()
  const otherLanguage = (await getLocale()) === 'nl' ? 'en' : 'nl'
  return (
    <main id="main" className="mx-auto flex min-h-[80dvh] max-w-md flex-col justify-center gap-5 px-4 py-6">
      <Image
        unoptimized
        src={logoUrl ?? '/mark.svg'}
        alt=""
        width={96}
        height={96}
        className="mx-auto size-12 rounded-xl object-contain"
      />
      {children}
      <div className="flex justify-center">
        <LanguageSwitch to={otherLanguage} label={words(`languages.${otherLanguage}`)} />
      </div>
    </main>
  )
}
