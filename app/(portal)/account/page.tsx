import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { currentSession } from '#lib/auth/current-session.ts'
import { requireRole } from '#lib/auth/require-role.ts'
import { listOwnSessions } from '#lib/portal/accounts/queries.ts'
import { AreaMessages } from '../../i18n/area-messages.tsx'
import { currentTheme } from '../../preferences/current-theme.ts'
import { browserName } from './browser-name.ts'
import { EndSessionForm } from './end-session-form.tsx'
import { PreferencesForm } from './preferences-form.tsx'
import { SignOutForm } from './sign-out-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account')
  return { title: t('title') }
}

export default async function AccountPage() {
  const person = await requireRole('employee')
  const sessions = await listOwnSessions(person)
  const here = (await currentSession())?.tokenSha256
  const t = await getTranslations('account')
  const locale = await getLocale()
  return (
    <AreaMessages areas={['account']}>
      <PageHeader
        icon={<Avatar name={person.name} size="large" />}
        title={person.name}
        description={person.email}
        status={<Badge>{t(`roles.${person.role}`)}</Badge>}
        actions={<SignOutForm />}
      />
      <Section title={t('preferences.title')} description={t('preferences.description')}>
        <Card>
          <PreferencesForm locale={locale === 'nl' ? 'nl' : 'en'} theme={await currentTheme()} />
        </Card>
      </Section>
      <Section title={t('sessions.title')} description={t('sessions.description')}>
        <Card padding="none">
          <ul className="divide-y divide-line">
            {sessions.map((session) => (
              <li
                key={session.handle}
                className="flex flex-wrap items-center justify-between gap-3 p-4 sm:px-6"
              >
                <div>
                  <p className="font-medium text-[0.9375rem]">
                    {browserName(session.userAgent) ?? t('sessions.unknown')}
                  </p>
                  <p className="text-ink-soft text-sm">
                    {t('sessions.last_used')} <RelativeTime date={session.lastUsedAt} locale={locale} />
                  </p>
                </div>
                {session.tokenSha256 === here ? (
                  <Badge tone="accent">{t('sessions.here')}</Badge>
                ) : (
                  <EndSessionForm handle={session.handle} />
                )}
              </li>
            ))}
          </ul>
        </Card>
      </Section>
    </AreaMessages>
  )
}
