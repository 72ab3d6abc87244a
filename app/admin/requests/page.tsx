import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { SearchForm } from '#components/form/search-form.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Pagination } from '#components/table/pagination.tsx'
import { Button } from '#components/ui/button.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { countWaitingRequests, listRequests } from '#lib/portal/requests/queries.ts'
import { requestFilter, requestStatuses } from '#lib/portal/requests/schema.ts'
import { DecidedRequests } from './decided-requests.tsx'
import { WaitingRequests } from './waiting-requests.tsx'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

function hrefOf(query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]))
  const search = new URLSearchParams(given)
  return search.size > 0 ? `/admin/requests?${search}` : '/admin/requests'
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin-requests')
  return { title: t('title') }
}

export default async function RequestsInboxPage({ searchParams }: Props) {
  const admin = await requireRole('admin')
  const { q, status: wanted, after } = await searchParams
  const given = requestFilter.parse({ status: wanted, search: q, after })
  const status = given.status ?? 'waiting'
  const [{ items, nextAfter }, waiting] = await Promise.all([
    listRequests(admin, { ...given, status }),
    countWaitingRequests(admin),
  ])
  const t = await getTranslations('admin-requests')
  const tabHref = (one: string) => hrefOf({ status: one === 'waiting' ? undefined : one, q: given.search })
  const tabs = requestStatuses.map((one) => ({
    href: tabHref(one),
    label: t(`status.${one}`),
    count: one === 'waiting' ? waiting : undefined,
  }))
  const here = status === 'waiting' ? undefined : status
  return (
    <>
      <LiveRefresh topics={['request', 'install']} />
      <PageHeader
        title={t('title')}
        description={t(status === 'waiting' ? 'lead' : 'lead_ended')}
        tabs={<Tabs label={t('by_status')} items={tabs} current={tabHref(status)} />}
      />
      {items.length > 0 || given.search ? (
        <div className="mb-5">
          <SearchForm
            action="/admin/requests"
            label={t('search')}
            defaultValue={given.search}
            keep={{ status: here }}
          >
            <Button type="submit">{t('search_button')}</Button>
          </SearchForm>
        </div>
      ) : null}
      {status === 'waiting' ? (
        <AreaMessages areas={['admin-requests']}>
          <WaitingRequests requests={items} admin={admin} searched={given.search} />
        </AreaMessages>
      ) : (
        <DecidedRequests requests={items} status={status} searched={given.search} />
      )}
      {nextAfter || given.after ? (
        <div className="mt-5">
          <Pagination
            label={t('pages')}
            previous={given.after ? hrefOf({ status: here, q: given.search }) : null}
            next={nextAfter ? hrefOf({ status: here, q: given.search, after: nextAfter }) : null}
            previousLabel={t('first_page')}
            nextLabel={t('next_page')}
          />
        </div>
      ) : null}
    </>
  )
}
