import type { Metadata } from 'next'
import Image from 'next/image'
import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { Card } from '#components/ui/card.tsx'
import { systemActor } from '#lib/auth/actor.ts'
import { currentPerson } from '#lib/auth/current-person.ts'
import { localPath } from '#lib/auth/local-path.ts'
import { listDemoPeople } from '#lib/portal/accounts/list-demo-people.ts'
import { env } from '#lib/server/env.ts'
import { organization } from '../organization.ts'
import { LanguageSwitch } from '../preferences/language-switch.tsx'
import { CompanySignInForm } from './company-sign-in-form.tsx'
import { DemoPeopleForm } from './demo-people-form.tsx'
import { failureKey, waitMinutes } from './failure-key.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signin')
  return { title: t('title') }
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>
}) {
  const given = await searchParams
  const to = localPath(given.to)
  if (await currentPerson()) redirect(to)
  const t = await getTranslations('signin')
  const words = await getTranslations('product')
  const { name, logoUrl } = await organization()
  const people = await listDemoPeople(systemActor('sign-in page'))
  const failure = failureKey(given.error)
  const otherLanguage = (await getLocale()) === 'nl' ? 'en' : 'nl'
  return (
    <main id="main" className="mx-auto flex min-h-[85dvh] max-w-md flex-col justify-center gap-6 px-4 py-10">
      <header className="text-center">
        <Image
          unoptimized
          src={logoUrl ?? '/mark.svg'}
          alt=""
          width={128}
          height={128}
          className="mx-auto mb-5 size-14 rounded-xl object-contain"
        />
        <h1 className="font-semibold text-2xl sm:text-3xl">{t('welcome', { name })}</h1>
        <p className="mt-1.5 text-ink-soft">{t('lead')}</p>
      </header>
      {failure ? (
        <Callout tone="critical" title={t('failed_title')} announce="alert">
          {t(`failed.${failure}`, { minutes: waitMinutes(given.minutes) })}
        </Callout>
      ) : null}
      {given.signed_out && !failure ? <Callout tone="positive">{t('signed_out')}</Callout> : null}
      <Card className="space-y-6">
        {env().OIDC_ISSUER ? (
          <CompanySignInForm
            label={t('with', { provider: env().OIDC_NAME })}
            to={to}
            failed={t('failed.general')}
          />
        ) : null}
        {people.length > 0 ? (
          <DemoPeopleForm
            legend={t('demo_title')}
            people={people.map((person) => ({ ...person, role: t(`roles.${person.role}`) }))}
            to={to}
            failed={t('failed.general')}
          />
        ) : null}
      </Card>
      <div className="flex justify-center">
        <LanguageSwitch to={otherLanguage} label={words(`languages.${otherLanguage}`)} />
      </div>
    </main>
  )
}
