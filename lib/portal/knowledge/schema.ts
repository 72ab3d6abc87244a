import { z } from 'zod'
import { articleCategories } from './article-category.ts'

/** Longer than any question, short enough that nobody can make the database work on a novel. */
const maxQueryLength = 200

const withoutControls = (text: string) => text.toWellFormed().replace(/\p{Cc}+/gu, ' ')

export const articleSearchInput = z.object({
  query: z
    .string()
    .transform((text) => withoutControls(text).trim().slice(0, maxQueryLength))
    .catch(''),
  locale: z.enum(['en', 'nl']),
})

const words = z.object({
  title: z.string().trim().min(1).max(200),
  summary: z.string().trim().min(1).max(500),
  body: z.string().trim().min(1).max(50_000),
})

export const newArticle = z.object({
  slug: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  category: z.enum(articleCategories),
  position: z.number().int().min(0),
  failures: z.array(z.string()),
  translations: z.object({ en: words, nl: words }),
})

export type NewArticle = z.infer<typeof newArticle>
