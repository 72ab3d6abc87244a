import { getLocale, getTranslations } from 'next-intl/server'
import { InstallPill } from '#app/installs/install-pill.tsx'
import { DataTable } from '#components/table/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { InstallView } from '#lib/portal/installs/install-view.ts'

/** Who has an app or is getting it, and how that stands. */
export async function AppInstalls({ installs }: { installs: InstallView[] }) {
  const t = await getTranslations('admin-catalog.who')
  const locale = await getLocale()
  return (
    <DataTable
      caption={t('title')}
      rows={installs}
      rowKey={(install) => install.id}
      rowHref={(install) => `/helpdesk/macs/${install.device.id}`}
      columns={[
        { id: 'person', header: t('person'), cell: (install) => install.person.name },
        { id: 'mac', header: t('mac'), cell: (install) => install.device.name },
        { id: 'state', header: t('state'), cell: (install) => <InstallPill install={install} /> },
        {
          id: 'version',
          header: t('version'),
          cell: (install) => install.package.version,
          hideOn: 'medium',
        },
        {
          id: 'since',
          header: t('since'),
          cell: (install) => <RelativeTime date={install.stateSince} locale={locale} />,
          align: 'end',
        },
      ]}
      empty={<EmptyState title={t('empty_title')}>{t('empty_body')}</EmptyState>}
    />
  )
}
