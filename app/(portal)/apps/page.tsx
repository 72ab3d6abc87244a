import type { Metadata } from 'next'
import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { SearchForm } from '#components/form/search-form.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DrawingPackages } from '#components/ui/drawing-packages.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { listApps } from '#lib/portal/catalog/queries.ts'
import { appFilter } from '#lib/portal/catalog/schema.ts'
import { listMyInstalls } from '#lib/portal/installs/queries.ts'
import { AppGrid } from './app-grid.tsx'
import { CategoryLinks } from './category-links.tsx'
import { mainInstalls } from './main-installs.ts'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('apps')
  return { title: t('title') }
}

export default async function AppsPage({ searchParams }: Props) {
  const person = await requireRole('employee')
  const { q, category } = await searchParams
  const filter = appFilter.parse({ search: q, category })
  const [apps, everything, installs] = await Promise.all([
    listApps(person, filter),
    listApps(person),
    listMyInstalls(person),
  ])
  const t = await getTranslations('apps')
  const narrowed = Boolean(filter.search || filter.category)
  const featured = narrowed ? [] : apps.filter((app) => app.featured)
  const others = apps.filter((app) => !featured.includes(app))
  const othersTitle = narrowed
    ? t('found', { count: others.length })
    : t(featured.length > 0 ? 'more' : 'all')
  const mine = mainInstalls(installs)
  return (
    <>
      <LiveRefresh topics={['install', 'request']} />
      <PageHeader title={t('title')} description={t('lead')} />
      {everything.length > 0 ? (
        <div className="mb-8 space-y-4">
          <SearchForm
            action="/apps"
            label={t('search')}
            defaultValue={filter.search}
            keep={{ category: filter.category }}
          >
            <Button type="submit">{t('search_button')}</Button>
          </SearchForm>
          <CategoryLinks apps={everything} current={filter.category} search={filter.search} />
        </div>
      ) : null}
      {featured.length > 0 ? (
        <Section title={t('featured')}>
          <AppGrid apps={featured} installs={mine} />
        </Section>
      ) : null}
      {others.length > 0 ? (
        <Section title={othersTitle}>
          <AppGrid apps={others} installs={mine} />
        </Section>
      ) : null}
      {apps.length === 0 ? (
        <Card>
          <EmptyState
            title={t(narrowed ? 'none_found.title' : 'empty.title')}
            drawing={<DrawingPackages />}
            action={
              narrowed ? (
                <NextLink href="/apps" className={buttonStyle()}>
                  {t('none_found.all')}
                </NextLink>
              ) : null
            }
          >
            {t(narrowed ? 'none_found.body' : 'empty.body')}
          </EmptyState>
        </Card>
      ) : null}
    </>
  )
}
