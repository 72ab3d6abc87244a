import { ChevronRight } from 'lucide-react'
import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import type { ArticleCard, Shelf } from '#lib/portal/knowledge/queries.ts'
import { CategoryIcon } from './category-icon.tsx'

function ArticleRow({ article }: { article: ArticleCard }) {
  return (
    <li>
      <NextLink
        href={`/help/${article.slug}`}
        prefetch={false}
        lang={article.language}
        className="group flex min-h-11 items-center gap-3 px-5 py-2 text-[0.9375rem] no-underline outline-offset-[-3px] hover:bg-hover sm:px-6"
      >
        <span className="min-w-0 flex-1 text-pretty">{article.title}</span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-line-strong group-hover:text-ink" />
      </NextLink>
    </li>
  )
}

/** All articles, each category a card of its own. */
export async function Shelves({ shelves }: { shelves: Shelf[] }) {
  const t = await getTranslations('help')
  return (
    <div className="gap-5 sm:columns-2">
      {shelves.map(({ category, articles }) => (
        <section key={category} aria-labelledby={`shelf-${category}`} className="mb-5 break-inside-avoid">
          <Card padding="none" className="overflow-clip pb-2">
            <div className="flex items-center gap-3 px-5 pt-5 pb-2 sm:px-6">
              <CategoryIcon category={category} />
              <h2 id={`shelf-${category}`} className="font-semibold text-lg">
                {t(`categories.${category}`)}
              </h2>
            </div>
            <ul>
              {articles.map((article) => (
                <ArticleRow key={article.slug} article={article} />
              ))}
            </ul>
          </Card>
        </section>
      ))}
    </div>
  )
}
