import { getTranslations } from 'next-intl/server'
import { buttonStyle } from '#components/ui/button.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Card } from '#components/ui/card.tsx'
import { CardLink } from '#components/ui/card-link.tsx'
import { DrawingHelp } from '#components/ui/drawing-help.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import type { ArticleSearch } from '#lib/portal/knowledge/search-articles.ts'
import { Highlighted } from './highlighted.tsx'

export interface SearchResultsProps {
  query: string
  found: ArticleSearch
  locale: 'en' | 'nl'
}

/** What the search found, and how sure it is. */
export async function SearchResults({ query, found, locale }: SearchResultsProps) {
  const t = await getTranslations('help')
  const { articles, match, language } = found
  if (articles.length === 0) {
    return (
      <Card padding="none">
        <EmptyState
          title={t('results.none')}
          drawing={<DrawingHelp />}
          action={
            <a href="/tickets/new" className={buttonStyle({ variant: 'primary' })}>
              {t('ask.button')}
            </a>
          }
        >
          {t('results.none_hint')}
        </EmptyState>
      </Card>
    )
  }
  return (
    <section aria-labelledby="results">
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="results" className="font-semibold text-lg">
          {t('results.title', { count: articles.length, query })}
        </h2>
        <Link quiet href="/help">
          {t('results.all')}
        </Link>
      </div>
      {language === locale ? null : (
        <Callout className="mb-4">{t('results.other_language', { language })}</Callout>
      )}
      {match === 'all' ? null : <p className="mb-4 text-ink-soft">{t(`results.match_${match}`)}</p>}
      <ul className="space-y-3">
        {articles.map((article) => (
          <li key={article.slug}>
            <Card interactive padding="small" lang={language} className="sm:p-5">
              <CardLink href={`/help/${article.slug}`} className="text-[1.0625rem]">
                <Highlighted pieces={article.title} />
              </CardLink>
              <p className="mt-1 line-clamp-3 text-[0.9375rem] text-ink-soft">
                <Highlighted pieces={article.excerpt} />
              </p>
            </Card>
          </li>
        ))}
      </ul>
    </section>
  )
}
