import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RequiredApps } from '#app/installs/required-apps.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { SearchForm } from '#components/form/search-form.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { listApps } from '#lib/portal/catalog/queries.ts'
import { listArrivals } from '#lib/portal/installs/get-arrival.ts'
import { missingApps } from '#lib/portal/installs/missing-apps.ts'
import { listMyInstalls } from '#lib/portal/installs/queries.ts'
import { listLeftNotices } from '#lib/portal/macs/left-notices.ts'
import { listMyMacs } from '#lib/portal/macs/queries.ts'
import { listHandOverNotices } from '#lib/portal/ownership/queries.ts'
import { listWidenedNotices } from '#lib/portal/privacy/queries.ts'
import { CurrentInstalls } from './_home/current-installs.tsx'
import { EnrolCard } from './_home/enrol-card.tsx'
import { firstName } from './_home/first-name.ts'
import { LeftNotices } from './_home/left-notices.tsx'
import { MacCard } from './_home/mac-card.tsx'
import { AppGrid } from './apps/app-grid.tsx'
import { mainInstalls } from './apps/main-installs.ts'
import { HandOverNotices } from './macs/hand-over-notices.tsx'
import { WidenedNotices } from './privacy/widened-notices.tsx'

const featuredCount = 6

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('home')
  return { title: t('title') }
}

export default async function HomePage() {
  const person = await requireRole('employee')
  const t = await getTranslations('home')
  const [macs, installs, arrivals, apps, notices, handOvers, left] = await Promise.all([
    listMyMacs(person),
    listMyInstalls(person),
    listArrivals(person),
    listApps(person),
    listWidenedNotices(person),
    listHandOverNotices(person),
    listLeftNotices(person),
  ])
  const present = macs.filter((mac) => mac.status === 'enrolled')
  const coming = new Set(arrivals.flatMap(missingApps).map(({ id }) => id))
  return (
    <>
      <LiveRefresh topics={['install', 'request', 'device']} />
      <PageHeader title={t('hello', { name: firstName(person.name) })} description={t('lead')} />
      <LeftNotices notices={left} />
      <HandOverNotices notices={handOvers} />
      <WidenedNotices notices={notices} />
      <div className="mb-10">
        <SearchForm action="/help" label={t('search')}>
          <Button type="submit">{t('search_button')}</Button>
        </SearchForm>
      </div>
      {present.length === 0 ? (
        <div className="mb-10">
          <EnrolCard />
        </div>
      ) : (
        <Section
          title={t('macs', { count: present.length })}
          action={
            <Link quiet href="/enroll" className="text-sm">
              {t('enrol_another')}
            </Link>
          }
        >
          <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {present.map((mac) => (
              <MacCard key={mac.id} mac={mac} />
            ))}
          </ul>
        </Section>
      )}
      {arrivals
        .filter((arrival) => missingApps(arrival).length > 0)
        .map((arrival) => (
          <div key={arrival.device.id} className="mb-10">
            <RequiredApps arrival={arrival} title={t('required', { mac: arrival.device.name })} missing />
          </div>
        ))}
      <CurrentInstalls installs={installs.filter(({ id }) => !coming.has(id))} />
      {apps.length > 0 ? (
        <Section
          title={t('apps')}
          action={
            <Link quiet href="/apps" className="text-sm">
              {t('all_apps')}
            </Link>
          }
        >
          <AppGrid apps={apps.slice(0, featuredCount)} installs={mainInstalls(installs)} />
        </Section>
      ) : null}
    </>
  )
}
