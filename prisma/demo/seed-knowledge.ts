import type { Actor } from '#lib/auth/actor.ts'
import { addArticles } from '#lib/portal/knowledge/add-articles.ts'
import { readArticles } from './articles/read-articles.ts'

/** Puts the articles that come with Zelf on the shelves, those that are missing only. Answers how many were added. */
export async function seedKnowledge(actor: Actor): Promise<number> {
  return addArticles(actor, await readArticles())
}
