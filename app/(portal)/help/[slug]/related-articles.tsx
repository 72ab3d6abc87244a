import { getTranslations } from 'next-intl/server'
import { Link } from '#components/ui/link.tsx'
import type { ArticleCategory } from '#lib/portal/knowledge/article-category.ts'
import type { ArticleCard } from '#lib/portal/knowledge/queries.ts'

/** What else stands on the same shelf. Nothing when there is nothing. */
export async function RelatedArticles(props: { category: ArticleCategory; articles: ArticleCard[] }) {
  if (props.articles.length === 0) return null
  const t = await getTranslations('help')
  return (
    <nav aria-labelledby="related">
      <h2 id="related" className="mb-2 font-semibold text-lg">
        {t('article.related', { category: t(`categories.${props.category}`) })}
      </h2>
      <ul className="space-y-1">
        {props.articles.map((article) => (
          <li key={article.slug}>
            <Link
              quiet
              href={`/help/${article.slug}`}
              lang={article.language}
              className="inline-flex min-h-8 items-center text-[0.9375rem]"
            >
              {article.title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
