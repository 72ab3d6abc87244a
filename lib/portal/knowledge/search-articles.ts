import type { Actor } from '#lib/auth/actor.ts'
import { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type ArticleLanguage, otherLanguage } from './article-language.ts'
import { type HighlightPiece, highlightStart, highlightStop, splitHighlights } from './highlight.ts'
import { articleSearchInput } from './schema.ts'

/** all: every word, or its beginning; some: a few of them; alike: words that look like them. */
export type ArticleMatch = 'all' | 'some' | 'alike'

export interface FoundArticle {
  slug: string
  title: HighlightPiece[]
  excerpt: HighlightPiece[]
}

export interface ArticleSearch {
  articles: FoundArticle[]
  match: ArticleMatch
  /** The language in which they were found: the other one where the reader's own has nothing. */
  language: ArticleLanguage
}

interface FoundRow {
  slug: string
  title: string
  excerpt: string
}

const configurations = { en: 'english', nl: 'dutch' } as const
const maxResults = 12
const maxTokens = 12
const leastLikeness = 0.5

const marks = `StartSel=${highlightStart}, StopSel=${highlightStop}`
const wholeTitle = `${marks}, HighlightAll=true`
const oneFragment = `${marks}, MaxFragments=1, MaxWords=32, MinWords=16`

function tokensOf(query: string): string[] {
  return [...new Set(query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, maxTokens)
}

/** A column of Markdown as running text: links and emphasis become their words, headings end in a colon. */
function plainText(column: Prisma.Sql): Prisma.Sql {
  const steps = [
    ['\\[([^]]*)\\]\\([^)]*\\)', '\\1'],
    ['(^|\\n)#+ ([^\\n]*)', '\\1\\2:'],
    ['(^|\\n)(-|[0-9]+\\.) ', '\\1'],
    ['[*_`>]|\\?(?=:\\n)', ''],
  ]
  return steps.reduce((text, [from, to]) => Prisma.sql`regexp_replace(${text}, ${from}, ${to}, 'g')`, column)
}

/** Shows where an excerpt was cut out of its text. */
function withEllipses(excerpt: string): string {
  const bare = excerpt.replaceAll(highlightStart, '').replaceAll(highlightStop, '')
  const before = /^[\p{Lu}\d]/u.test(bare) ? '' : '… '
  const after = /[.!?:]$/.test(bare) ? '' : ' …'
  return `${before}${excerpt}${after}`
}

/** Articles that fit a text-search query, best first, with what was found between marks. */
function findByWords(query: Prisma.Sql, language: ArticleLanguage): Promise<FoundRow[]> {
  const config = Prisma.sql`${configurations[language]}::text::regconfig`
  const markers = `${highlightStart}${highlightStop}`
  return prisma().$queryRaw<FoundRow[]>`
    WITH asked AS MATERIALIZED (SELECT ${query} AS query),
    found AS (
      SELECT article.slug, words.title, words.summary, words.body, asked.query,
             ts_rank(words.search, asked.query) AS rank
      FROM asked, article_translation words JOIN article ON article.id = words.article_id
      WHERE words.locale = ${language} AND words.search @@ asked.query AND article.published
      ORDER BY rank DESC, article.slug
      LIMIT ${maxResults}
    ),
    plain AS (
      SELECT slug, query, rank, translate(title, ${markers}, '') AS title,
        translate(summary || ' ' || ${plainText(Prisma.sql`body`)}, ${markers}, '') AS body
      FROM found
    )
    SELECT slug, ts_headline(${config}, title, query, ${wholeTitle}) AS title,
           ts_headline(${config}, body, query, ${oneFragment}) AS excerpt
    FROM plain ORDER BY rank DESC, slug`
}

/** Articles whose title or summary holds words that look like these: for slips of the pen. */
function findAlike(tokens: string[], language: ArticleLanguage): Promise<FoundRow[]> {
  return prisma().$queryRaw<FoundRow[]>`
    SELECT slug, title, summary AS excerpt FROM (
      SELECT article.slug, words.title, words.summary, (
        SELECT avg(word_similarity(token, lower(words.title || ' ' || words.summary)))
        FROM unnest(${tokens}::text[]) AS token) AS likeness
      FROM article_translation words JOIN article ON article.id = words.article_id
      WHERE words.locale = ${language} AND article.published
    ) judged
    WHERE likeness >= ${leastLikeness}
    ORDER BY likeness DESC, slug
    LIMIT ${maxResults}`
}

interface Attempt {
  match: ArticleMatch
  language: ArticleLanguage
  find: () => Promise<FoundRow[]>
}

/** From the most exact to the most forgiving; what is exact in the other language goes before a guess in one's own. */
function attemptsFor(query: string, own: ArticleLanguage): Attempt[] {
  const tokens = tokensOf(query)
  const other = otherLanguage(own)
  const all = (language: ArticleLanguage): Attempt => {
    const config = Prisma.sql`${configurations[language]}::text::regconfig`
    const find = () => findByWords(Prisma.sql`websearch_to_tsquery(${config}, ${query})`, language)
    return { match: 'all', language, find }
  }
  const joined = (match: ArticleMatch, words: string, language: ArticleLanguage): Attempt => {
    const config = Prisma.sql`${configurations[language]}::text::regconfig`
    return { match, language, find: () => findByWords(Prisma.sql`to_tsquery(${config}, ${words})`, language) }
  }
  const beginnings = tokens.map((token) => `${token}:*`).join(' & ')
  const some = tokens.join(' | ')
  const alike = (language: ArticleLanguage): Attempt => ({
    match: 'alike',
    language,
    find: () => findAlike(tokens, language),
  })
  return [
    all(own),
    joined('all', beginnings, own),
    all(other),
    joined('all', beginnings, other),
    ...(tokens.length > 1 ? [joined('some', some, own)] : []),
    alike(own),
    alike(other),
  ]
}

/**
 * Searches the help articles, in the reader's language first.
 *
 * Each attempt is one statement; the first that finds something is the answer, so an ordinary search costs one.
 */
export async function searchArticles(
  _actor: Actor,
  input: { query: string; locale: ArticleLanguage },
): Promise<ArticleSearch> {
  const { query, locale } = articleSearchInput.parse(input)
  const nothing: ArticleSearch = { articles: [], match: 'all', language: locale }
  if (tokensOf(query).length === 0) return nothing
  for (const { match, language, find } of attemptsFor(query, locale)) {
    const rows = await find()
    if (rows.length === 0) continue
    const articles = rows.map(({ slug, title, excerpt }) => ({
      slug,
      title: splitHighlights(title),
      excerpt: splitHighlights(withEllipses(excerpt)),
    }))
    return { articles, match, language }
  }
  return nothing
}
