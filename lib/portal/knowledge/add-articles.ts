import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { type NewArticle, newArticle } from './schema.ts'

async function addArticle(tx: Transaction, actor: Actor, article: NewArticle): Promise<void> {
  const { translations, ...rest } = article
  const created = await tx.article.create({
    data: {
      ...rest,
      translations: {
        create: [
          { locale: 'en', ...translations.en },
          { locale: 'nl', ...translations.nl },
        ],
      },
    },
  })
  await recordAudit(tx, actor, {
    action: 'article.added',
    subject: { kind: 'article', id: created.id, label: translations.en.title },
    detail: { slug: article.slug },
  })
}

/**
 * Adds the articles whose slug is not there yet and leaves the others as people have made them, so that it may run
 * at every start. Answers how many were added.
 */
export async function addArticles(actor: Actor, articles: readonly NewArticle[]): Promise<number> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const given = articles.map((article) => newArticle.parse(article))
  return inTransaction(async (tx) => {
    // Two servers that start together must not both add.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('knowledge.articles', 0))`
    const known = await tx.article.findMany({
      where: { slug: { in: given.map((article) => article.slug) } },
      select: { slug: true },
    })
    const slugs = new Set(known.map((article) => article.slug))
    const missing = given.filter((article) => !slugs.has(article.slug))
    for (const article of missing) await addArticle(tx, actor, article)
    return missing.length
  })
}
