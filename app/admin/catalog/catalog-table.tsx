import NextLink from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { DataTable } from '#components/table/data-table.tsx'
import type { TableColumn } from '#components/table/table-column.ts'
import { AppIcon } from '#components/ui/app-icon.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { DrawingPackages } from '#components/ui/drawing-packages.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { CatalogEntry } from '#lib/portal/catalog/queries.ts'
import { AppStatusPill } from './app-status-pill.tsx'

/** Every app of the catalogue, with what an admin wants to see at a glance. */
export async function CatalogTable({ apps, narrowed }: { apps: CatalogEntry[]; narrowed: boolean }) {
  const t = await getTranslations('admin-catalog')
  const categories = await getTranslations('installs.category')
  const locale = await getLocale()
  const columns: TableColumn<CatalogEntry>[] = [
    {
      id: 'name',
      header: t('column.app'),
      cell: (app) => (
        <span className="inline-flex items-center gap-3 align-middle">
          <AppIcon name={app.name} src={app.iconUrl} size="small" />
          {app.name}
        </span>
      ),
    },
    { id: 'status', header: t('column.status'), cell: (app) => <AppStatusPill status={app.status} /> },
    {
      id: 'version',
      header: t('column.version'),
      cell: (app) => app.current?.version ?? <span className="text-ink-soft">{t('no_version')}</span>,
    },
    {
      id: 'category',
      header: t('column.category'),
      cell: (app) => categories(app.category),
      hideOn: 'medium',
    },
    {
      id: 'approval',
      header: t('column.approval'),
      cell: (app) => t(app.approvalRequired ? 'with_approval' : 'without_approval'),
    },
    {
      id: 'installs',
      header: t('column.installs'),
      cell: (app) => app.installedCount,
      align: 'end',
    },
    {
      id: 'changed',
      header: t('column.changed'),
      cell: (app) => <RelativeTime date={app.updatedAt} locale={locale} />,
      align: 'end',
      hideOn: 'medium',
    },
  ]
  return (
    <DataTable
      caption={t('title')}
      columns={columns}
      rows={apps}
      rowKey={(app) => app.id}
      rowHref={(app) => `/admin/catalog/${app.id}`}
      empty={
        narrowed ? (
          <EmptyState
            title={t('none_found.title')}
            action={
              <NextLink href="/admin/catalog" className={buttonStyle()}>
                {t('none_found.all')}
              </NextLink>
            }
          >
            {t('none_found.body')}
          </EmptyState>
        ) : (
          <EmptyState title={t('empty.title')} drawing={<DrawingPackages />}>
            {t('empty.body')}
          </EmptyState>
        )
      }
    />
  )
}
