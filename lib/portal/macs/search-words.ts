import { z } from 'zod'

const longest = 200
const mostWords = 6

/** What somebody typed into a search box. Control characters, which PostgreSQL or a log could trip over, are spaces. */
export const searchWords = z
  .string()
  .transform((text) =>
    text
      .toWellFormed()
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, longest),
  )
  .catch('')
  .default('')

/** A LIKE pattern for each word. `%`, `_` and `\` are letters like any other to the person who typed them. */
export function wordPatterns(query: string): string[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean).slice(0, mostWords)
  return words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
}
