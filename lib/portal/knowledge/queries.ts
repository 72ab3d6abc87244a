import type { Actor } from '#lib/auth/actor.ts'
import type { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type ArticleCategory, articleCategories, isArticleCategory } from './article-category.ts'
import type { ArticleLanguage } from './article-language.ts'

export interface ArticleCard {
  slug: string
  category: ArticleCategory
  title: string
  summary: string
  /** The language of title and summary: the other one where the reader's own is missing. */
  language: ArticleLanguage
}

export interface ReadableArticle extends ArticleCard {
  body: string
  updatedAt: Date
}

const withTranslations = { translations: true } satisfies Prisma.ArticleInclude
type Row = Prisma.ArticleGetPayload<{ include: typeof withTranslations }>

function inLanguage(row: Row, wanted: ArticleLanguage): ReadableArticle | null {
  const words = row.translations.find(({ locale }) => locale === wanted) ?? row.translations[0]
  if (!words || !isArticleCategory(row.category)) return null
  return {
    slug: row.slug,
    category: row.category,
    title: words.title,
    summary: words.summary,
    body: words.body,
    language: words.locale === 'nl' ? 'nl' : 'en',
    updatedAt: row.updatedAt,
  }
}

function cardOf({ slug, category, title, summary, language }: ReadableArticle): ArticleCard {
  return { slug, category, title, summary, language }
}

export interface Shelf {
  category: ArticleCategory
  articles: ArticleCard[]
}

/** Every published article, by category. Categories without any are left out. */
export async function listArticles(_actor: Actor, locale: ArticleLanguage): Promise<Shelf[]> {
  const rows = await prisma().article.findMany({
    where: { published: true },
    include: withTranslations,
    orderBy: [{ position: 'asc' }, { slug: 'asc' }],
    take: 500,
  })
  const articles = rows.map((row) => inLanguage(row, locale)).filter((article) => article !== null)
  return articleCategories
    .map((category) => ({
      category,
      articles: articles.filter((article) => article.category === category).map(cardOf),
    }))
    .filter((shelf) => shelf.articles.length > 0)
}

/** One published article, in the reader's language or else in the other; `language` says which. */
export async function getArticle(
  _actor: Actor,
  slug: string,
  locale: ArticleLanguage,
): Promise<ReadableArticle | null> {
  const row = await prisma().article.findFirst({
    where: { slug: slug.replaceAll('\0', ''), published: true },
    include: withTranslations,
  })
  return row && inLanguage(row, locale)
}

/** The other articles on the same shelf, in their order. */
export async function listRelatedArticles(
  _actor: Actor,
  article: Pick<ArticleCard, 'slug' | 'category'>,
  locale: ArticleLanguage,
): Promise<ArticleCard[]> {
  const rows = await prisma().article.findMany({
    where: { published: true, category: article.category, slug: { not: article.slug } },
    include: withTranslations,
    orderBy: [{ position: 'asc' }, { slug: 'asc' }],
    take: 8,
  })
  return rows
    .map((row) => inLanguage(row, locale))
    .filter((related) => related !== null)
    .map(cardOf)
}

/** The article that answers a failed install's code. */
export async function getArticleForFailure(
  _actor: Actor,
  code: string,
  locale: ArticleLanguage,
): Promise<ArticleCard | null> {
  const row = await prisma().article.findFirst({
    where: { failures: { has: code }, published: true },
    include: withTranslations,
    orderBy: [{ position: 'asc' }, { slug: 'asc' }],
  })
  const article = row && inLanguage(row, locale)
  return article && cardOf(article)
}
