import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { TwoColumns } from '#components/page/two-columns.tsx'
import { AppIcon } from '#components/ui/app-icon.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Card } from '#components/ui/card.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import { currentPerson } from '#lib/auth/current-person.ts'
import { requireRole } from '#lib/auth/require-role.ts'
import { getApp } from '#lib/portal/catalog/queries.ts'
import { listAppTargets } from '#lib/portal/installs/queries.ts'
import { AppFacts } from './app-facts.tsx'
import { AppOnMacs } from './app-on-macs.tsx'

interface Props {
  params: Promise<{ slug: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const person = await currentPerson()
  const app = person && (await getApp(person, (await params).slug))
  const t = await getTranslations('apps')
  return { title: app?.name ?? t('title') }
}

export default async function AppPage({ params }: Props) {
  const person = await requireRole('employee')
  const app = await getApp(person, (await params).slug)
  if (!app) notFound()
  const targets = await listAppTargets(person, app.id)
  const t = await getTranslations('apps')
  const language = (await getLocale()) === 'nl' ? 'nl' : 'en'
  const description = app.description[language] || app.description.en || app.description.nl
  return (
    <>
      <LiveRefresh topics={['install', 'request', 'device']} />
      <PageHeader
        breadcrumb={<Breadcrumb label={t('way')} items={[{ href: '/apps', label: t('title') }]} />}
        icon={<AppIcon name={app.name} src={app.iconUrl} size="huge" className="max-sm:size-16" />}
        title={app.name}
        description={
          <>
            <p>{app.summary[language]}</p>
            <p className="mt-0.5 text-sm">{app.publisher}</p>
          </>
        }
      />
      {app.status === 'published' ? null : (
        <Callout tone="caution" title={t('hidden.title')} className="mb-8">
          {t(app.status === 'retired' ? 'hidden.retired' : 'hidden.draft')}
        </Callout>
      )}
      <TwoColumns
        aside={
          <Card>
            <h2 className="mb-4 font-semibold">{t('facts.title')}</h2>
            <AppFacts app={app} required={targets.some(({ install }) => install?.required)} />
          </Card>
        }
      >
        <Section title={t('on_your_macs', { count: targets.length })}>
          <AppOnMacs app={app} targets={targets} />
        </Section>
        {description ? (
          <Section title={t('about')}>
            <Markdown text={description} topHeading={3} />
          </Section>
        ) : null}
      </TwoColumns>
    </>
  )
}
