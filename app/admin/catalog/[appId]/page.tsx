import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { AppIcon } from '#components/ui/app-icon.tsx'
import { Card } from '#components/ui/card.tsx'
import { currentPerson } from '#lib/auth/current-person.ts'
import { requireRole } from '#lib/auth/require-role.ts'
import { getCatalogApp, getPackage } from '#lib/portal/catalog/queries.ts'
import { appCategories } from '#lib/portal/catalog/schema.ts'
import { listInstallsOfApp } from '#lib/portal/installs/list-installs-of-app.ts'
import { listGroups } from '#lib/portal/requirements/list-groups.ts'
import { AppForm } from '../app-form.tsx'
import { AppStatusPill } from '../app-status-pill.tsx'
import { AppInstalls } from './app-installs.tsx'
import { AppStatusButton } from './app-status-button.tsx'
import { AppVersions } from './app-versions.tsx'
import { ChosenPackage } from './chosen-package.tsx'
import { IconForm } from './icon-form.tsx'
import { RequiredFor } from './required-for.tsx'

interface Props {
  params: Promise<{ appId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const person = await currentPerson()
  const t = await getTranslations('admin-catalog')
  if (person?.role !== 'admin') return { title: t('title') }
  const app = await getCatalogApp(person, (await params).appId)
  return { title: app?.name ?? t('title') }
}

export default async function CatalogAppPage({ params, searchParams }: Props) {
  const admin = await requireRole('admin')
  const app = await getCatalogApp(admin, (await params).appId)
  if (!app) notFound()
  const wanted = (await searchParams).package
  const [installs, groups, uploaded] = await Promise.all([
    listInstallsOfApp(admin, app.id),
    listGroups(admin, app.id),
    wanted ? getPackage(admin, String(wanted)) : null,
  ])
  const t = await getTranslations('admin-catalog')
  const categories = await getTranslations('installs.category')
  return (
    <AreaMessages areas={['admin-catalog', 'installs']}>
      <LiveRefresh topics={['install']} />
      <PageHeader
        breadcrumb={<Breadcrumb label={t('way')} items={[{ href: '/admin/catalog', label: t('title') }]} />}
        icon={<AppIcon name={app.name} src={app.iconUrl} size="large" />}
        title={app.name}
        status={<AppStatusPill status={app.status} />}
        description={t(`status_says.${app.status}`)}
        actions={<AppStatusButton app={app} macs={installs.length} />}
      />
      {uploaded && !uploaded.current ? <ChosenPackage app={app} version={uploaded} /> : null}
      <Section title={t('versions.title')} description={t('versions.body')}>
        <AppVersions app={app} />
      </Section>
      <Section title={t('required.title')} description={t('required.body')}>
        <RequiredFor app={app} groups={groups} />
      </Section>
      <Section title={t('form.title')}>
        <Card>
          <AppForm
            appId={app.id}
            categories={appCategories.map((value) => ({ value, label: categories(value) }))}
            values={app}
          />
        </Card>
      </Section>
      <Section title={t('icon.title')}>
        <Card>
          <IconForm appId={app.id} name={app.name} iconUrl={app.iconUrl} />
        </Card>
      </Section>
      <Section title={t('who.title')} description={t('who.body', { count: app.installedCount })}>
        <AppInstalls installs={installs} />
      </Section>
    </AreaMessages>
  )
}
