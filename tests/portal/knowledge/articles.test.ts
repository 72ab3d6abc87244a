import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { addArticles } from '#lib/portal/knowledge/add-articles.ts'
import {
  getArticle,
  getArticleForFailure,
  listArticles,
  listRelatedArticles,
} from '#lib/portal/knowledge/queries.ts'
import { prisma } from '#lib/server/prisma.ts'
import { readArticles } from '#prisma/demo/articles/read-articles.ts'
import { seedKnowledge } from '#prisma/demo/seed-knowledge.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let reader: PersonActor

beforeAll(async () => {
  portal = await startTestPortal()
  reader = await makePerson()
})

afterAll(() => portal.stop())

describe('seeding the articles', () => {
  it('adds each once, though two servers start together and again', async () => {
    const added = await Promise.all([
      seedKnowledge(systemActor('start')),
      seedKnowledge(systemActor('start')),
    ])
    expect(added.toSorted((a, b) => a - b)).toEqual([0, 16])
    expect(await seedKnowledge(systemActor('start'))).toBe(0)
    expect(await prisma().articleTranslation.count()).toBe(32)
    expect(await prisma().auditEntry.count({ where: { action: 'article.added' } })).toBe(16)
  })

  it('leaves what an admin has rewritten', async () => {
    const where = { articleId_locale: { articleId: '', locale: 'en' } }
    const article = await prisma().article.findUniqueOrThrow({ where: { slug: 'request-an-app' } })
    where.articleId_locale.articleId = article.id
    const before = await prisma().articleTranslation.findUniqueOrThrow({ where })
    await prisma().articleTranslation.update({ where, data: { title: 'Ours' } })
    await seedKnowledge(systemActor('start'))
    expect((await getArticle(reader, 'request-an-app', 'en'))?.title).toBe('Ours')
    await prisma().articleTranslation.update({ where, data: { title: before.title } })
  })

  it('is for admins', async () => {
    const helpdesk = await makePerson({ role: 'helpdesk' })
    await expect(addArticles(helpdesk, await readArticles())).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('reading the articles', () => {
  it('lists the shelves in their order, in the language asked for', async () => {
    const shelves = await listArticles(reader, 'nl')
    expect(shelves.map((shelf) => shelf.category)).toEqual([
      'getting-started',
      'apps',
      'security',
      'help',
      'privacy',
    ])
    expect(shelves.flatMap((shelf) => shelf.articles).every(({ language }) => language === 'nl')).toBe(true)
  })

  it('falls back to the other language, and says which it is', async () => {
    const article = await prisma().article.create({
      data: { slug: 'only-dutch', category: 'help', position: 500, failures: [] },
    })
    const words = { title: 'Alleen Nederlands', summary: 'Kort.', body: 'Tekst.' }
    await prisma().articleTranslation.create({ data: { articleId: article.id, locale: 'nl', ...words } })
    expect(await getArticle(reader, 'only-dutch', 'en')).toMatchObject({ ...words, language: 'nl' })
    await prisma().article.delete({ where: { id: article.id } })
  })

  it('has one article for every failure of an install', async () => {
    for (const { failures, slug } of await readArticles()) {
      for (const code of failures) expect((await getArticleForFailure(reader, code, 'en'))?.slug).toBe(slug)
    }
    expect(await getArticleForFailure(reader, 'no_such_code', 'en')).toBeNull()
  })

  it('names what stands on the same shelf, and not itself', async () => {
    const related = await listRelatedArticles(reader, { slug: 'download-failed', category: 'apps' }, 'en')
    expect(related.length).toBeGreaterThan(2)
    expect(related.every(({ slug, category }) => slug !== 'download-failed' && category === 'apps')).toBe(
      true,
    )
  })

  it('knows nothing of what is not there or not published', async () => {
    expect(await getArticle(reader, 'nothing-\u0000-here', 'en')).toBeNull()
    await prisma().article.update({ where: { slug: 'download-failed' }, data: { published: false } })
    expect(await getArticle(reader, 'download-failed', 'en')).toBeNull()
    expect(await getArticleForFailure(reader, 'download_failed', 'en')).toBeNull()
    await prisma().article.update({ where: { slug: 'download-failed' }, data: { published: true } })
  })
})
