import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { currentLocale } from '#app/i18n/current-locale.ts'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { TwoColumns } from '#components/page/two-columns.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { listArticles } from '#lib/portal/knowledge/queries.ts'
import { searchArticles } from '#lib/portal/knowledge/search-articles.ts'
import { listMyTickets } from '#lib/portal/tickets/queries.ts'
import { AskCard } from './ask-card.tsx'
import { HelpSearch } from './help-search.tsx'
import { MyQuestions } from './my-questions.tsx'
import { SearchResults } from './search-results.tsx'
import { Shelves } from './shelves.tsx'

interface HelpPageProps {
  searchParams: Promise<{ q?: string | string[] }>
}

function queryOf({ q }: { q?: string | string[] }): string {
  return (typeof q === 'string' ? q : '').trim().slice(0, 200)
}

export async function generateMetadata({ searchParams }: HelpPageProps): Promise<Metadata> {
  const t = await getTranslations('help')
  const query = queryOf(await searchParams)
  return { title: query ? t('results.page_title', { query }) : t('title') }
}

export default async function HelpPage({ searchParams }: HelpPageProps) {
  const employee = await requireRole('employee')
  const t = await getTranslations('help')
  const locale = await currentLocale()
  const query = queryOf(await searchParams)
  const tickets = await listMyTickets(employee, { unsolvedOnly: true })
  const content = query ? (
    <SearchResults query={query} found={await searchArticles(employee, { query, locale })} locale={locale} />
  ) : (
    <Shelves shelves={await listArticles(employee, locale)} />
  )
  return (
    <>
      <LiveRefresh topics={['ticket']} />
      <PageHeader title={t('heading')} description={t('lead')} />
      <HelpSearch key={query} query={query} />
      <TwoColumns
        aside={
          <>
            <AskCard />
            <MyQuestions tickets={tickets} />
          </>
        }
      >
        {content}
      </TwoColumns>
    </>
  )
}
