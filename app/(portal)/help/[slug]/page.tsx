import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { currentLocale } from '#app/i18n/current-locale.ts'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { TwoColumns } from '#components/page/two-columns.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getArticle, listRelatedArticles } from '#lib/portal/knowledge/queries.ts'
import { AskCard } from '../ask-card.tsx'
import { RelatedArticles } from './related-articles.tsx'

interface ArticlePageProps {
  params: Promise<{ slug: string }>
}

export async function generateMetadata({ params }: ArticlePageProps): Promise<Metadata> {
  const employee = await requireRole('employee')
  const article = await getArticle(employee, (await params).slug, await currentLocale())
  return article ? { title: article.title, description: article.summary } : {}
}

export default async function ArticlePage({ params }: ArticlePageProps) {
  const employee = await requireRole('employee')
  const locale = await currentLocale()
  const article = await getArticle(employee, (await params).slug, locale)
  if (!article) notFound()
  const t = await getTranslations('help')
  const related = await listRelatedArticles(employee, article, locale)
  return (
    <TwoColumns
      aside={
        <>
          <RelatedArticles category={article.category} articles={related} />
          <AskCard article={article.slug} />
        </>
      }
    >
      {article.language === locale ? null : (
        <Callout className="mb-6">{t('article.other_language', { language: article.language })}</Callout>
      )}
      <article lang={article.language}>
        <PageHeader
          breadcrumb={<Breadcrumb label={t('breadcrumb')} items={[{ href: '/help', label: t('title') }]} />}
          title={article.title}
          description={<p className="text-[1.0625rem]">{article.summary}</p>}
        />
        <Markdown text={article.body} topHeading={1} className="text-[1.0625rem]" />
      </article>
      <p className="mt-10 border-line border-t pt-4 text-ink-soft text-sm">
        {t.rich('article.updated', {
          when: () => <RelativeTime date={article.updatedAt} locale={locale} />,
        })}
      </p>
    </TwoColumns>
  )
}
