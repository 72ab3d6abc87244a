import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { SearchForm } from '#components/form/search-form.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { listCatalog, listUnassignedPackages } from '#lib/portal/catalog/queries.ts'
import { catalogFilter } from '#lib/portal/catalog/schema.ts'
import { CatalogTable } from './catalog-table.tsx'
import { LoosePackages } from './loose-packages.tsx'

const statuses = ['published', 'draft', 'retired'] as const

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin-catalog')
  return { title: t('title') }
}

export default async function CatalogPage({ searchParams }: Props) {
  const admin = await requireRole('admin')
  const { q, status } = await searchParams
  const filter = catalogFilter.parse({ search: q, status })
  const [everything, apps, loose] = await Promise.all([
    listCatalog(admin, { search: filter.search }),
    listCatalog(admin, filter),
    listUnassignedPackages(admin),
  ])
  const t = await getTranslations('admin-catalog')
  const hrefOf = (wanted?: string) => {
    const query = new URLSearchParams({
      ...(wanted && { status: wanted }),
      ...(filter.search && { q: filter.search }),
    })
    return query.size > 0 ? `/admin/catalog?${query}` : '/admin/catalog'
  }
  const tabs = [
    { href: hrefOf(), label: t('every_status'), count: everything.length },
    ...statuses.map((one) => ({
      href: hrefOf(one),
      label: t(`status.${one}`),
      count: everything.filter((app) => app.status === one).length,
    })),
  ]
  return (
    <>
      <LiveRefresh topics={['install']} />
      <PageHeader
        title={t('title')}
        description={t('lead')}
        actions={
          <NextLink href="/admin/catalog/new" className={buttonStyle({ variant: 'primary' })}>
            <Plus aria-hidden />
            {t('add')}
          </NextLink>
        }
        tabs={<Tabs label={t('by_status')} items={tabs} current={hrefOf(filter.status)} />}
      />
      <div className="mb-5">
        <SearchForm
          action="/admin/catalog"
          label={t('search')}
          defaultValue={filter.search}
          keep={{ status: filter.status }}
        >
          <Button type="submit">{t('search_button')}</Button>
        </SearchForm>
      </div>
      <CatalogTable apps={apps} narrowed={Boolean(filter.search || filter.status)} />
      {loose.length > 0 ? <LoosePackages packages={loose} /> : null}
    </>
  )
}
