import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type ArticleCategory,
  ArticleError,
  articleCategories,
  type ParsedArticle,
  parseArticle,
} from './parse-article.ts'

type Translation = { title: string; summary: string; body: string }

export type DemoArticle = {
  slug: string
  category: ArticleCategory
  position: number
  failures: string[]
  translations: { en: Translation; nl: Translation }
}

/** Reads every `<slug>.<language>.md` in the folder, in the order in which the help pages list them. */
export async function readArticles(directory = import.meta.dirname): Promise<DemoArticle[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.md'))
  const slugs = new Set(files.map(slugOf))
  const articles = await Promise.all([...slugs].map((slug) => readArticle(directory, slug, files)))
  return articles.toSorted(
    (a, b) =>
      articleCategories.indexOf(a.category) - articleCategories.indexOf(b.category) ||
      a.position - b.position ||
      (a.slug < b.slug ? -1 : 1),
  )
}

function slugOf(file: string): string {
  const slug = /^([a-z0-9]+(?:-[a-z0-9]+)*)\.(?:en|nl)\.md$/.exec(file)?.[1]
  if (!slug) throw new ArticleError(file, 'is not named <slug>.en.md or <slug>.nl.md')
  return slug
}

async function readArticle(directory: string, slug: string, files: string[]): Promise<DemoArticle> {
  for (const file of [`${slug}.en.md`, `${slug}.nl.md`]) {
    if (!files.includes(file)) throw new ArticleError(file, `is missing: "${slug}" needs English and Dutch`)
  }
  const en = await readTranslation(directory, `${slug}.en.md`)
  const nl = await readTranslation(directory, `${slug}.nl.md`)
  for (const field of ['category', 'position', 'failures'] as const) {
    if (String(en[field]) !== String(nl[field])) {
      throw new ArticleError(`${slug}.nl.md`, `${field} "${nl[field]}" differs from English "${en[field]}"`)
    }
  }
  const { category, position, failures } = en
  return { slug, category, position, failures, translations: { en: wordsOf(en), nl: wordsOf(nl) } }
}

async function readTranslation(directory: string, file: string): Promise<ParsedArticle> {
  return parseArticle(file, await readFile(join(directory, file), 'utf8'))
}

function wordsOf({ title, summary, body }: ParsedArticle): Translation {
  return { title, summary, body }
}
