import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { macKinds, searchMacs } from '#lib/portal/macs/search-macs.ts'
import { searchPeople } from '#lib/portal/macs/search-people.ts'
import { MacTable } from './mac-table.tsx'
import { PersonMatches } from './person-matches.tsx'
import { ReturnsNote } from './returns-note.tsx'
import { readSearchAddress, searchAddress } from './search-address.ts'
import { SearchBox } from './search-box.tsx'

const tabs = ['enrolled', 'left', 'all'] as const

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('helpdesk-macs')
  return { title: t('title') }
}

export default async function HelpdeskMacsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>
}) {
  const helper = await requireRole('helpdesk')
  const state = readSearchAddress(await searchParams)
  const [{ macs, hasMore }, found] = await Promise.all([
    searchMacs(helper, state),
    searchPeople(helper, state.query),
  ])
  const t = await getTranslations('helpdesk-macs')
  const address = new URL(searchAddress({ ...state, query: '' }, {}), 'http://here')
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="mb-5 space-y-4">
        <SearchBox
          label={t('search')}
          searching={t('searching')}
          query={state.query}
          keep={Object.fromEntries(address.searchParams)}
        />
        <Tabs
          label={t('tabs')}
          current={searchAddress(state, { status: state.status })}
          items={tabs.map((status) => ({
            href: searchAddress(state, { status }),
            label: t(`tab.${status}`),
          }))}
        />
        <Tabs
          label={t('ownership.filter.label')}
          current={searchAddress(state, { kind: state.kind })}
          items={macKinds.map((kind) => ({
            href: searchAddress(state, { kind }),
            label: t(`ownership.filter.${kind}`),
          }))}
        />
      </div>
      <p role="status" className="sr-only">
        {state.query ? t('found', { count: macs.length, people: found.people.length }) : ''}
      </p>
      <ReturnsNote helper={helper} state={state} />
      <PersonMatches {...found} />
      <MacTable macs={macs} hasMore={hasMore} state={state} />
      <LiveRefresh topics={['device']} />
    </>
  )
}
