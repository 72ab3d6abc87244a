import { getLocale, getTranslations } from 'next-intl/server'
import { DataTable } from '#components/table/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { getProfile } from '#lib/portal/profiles/queries.ts'
import { FailureWords } from '../failure-words.tsx'
import { ProfileStatePill } from '../profile-state-pill.tsx'

type Installs = NonNullable<Awaited<ReturnType<typeof getProfile>>>['installs']

/** Each Mac that a profile concerns, with its state and, where it is not there, why. */
export async function ProfileMacs({ installs }: { installs: Installs }) {
  const t = await getTranslations('admin-profiles')
  const locale = await getLocale()
  return (
    <DataTable
      caption={t('macs.title')}
      rows={installs}
      rowKey={(row) => row.deviceId}
      rowHref={(row) => `/helpdesk/macs/${row.deviceId}`}
      columns={[
        { id: 'mac', header: t('macs.mac'), cell: (row) => row.device.name },
        { id: 'owner', header: t('macs.owner'), cell: (row) => row.device.owner.name },
        {
          id: 'state',
          header: t('macs.state'),
          cell: (row) => (
            <div className="space-y-1">
              <ProfileStatePill state={row.state} wanted={row.wanted} />
              <FailureWords failure={row.failure} />
            </div>
          ),
        },
        {
          id: 'since',
          header: t('macs.since'),
          align: 'end',
          cell: (row) => <RelativeTime date={row.updatedAt} locale={locale} />,
        },
      ]}
      empty={<EmptyState title={t('macs.empty_title')}>{t('macs.empty_body')}</EmptyState>}
    />
  )
}
