import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import type { HighlightPiece } from '#lib/portal/knowledge/highlight.ts'
import { searchArticles } from '#lib/portal/knowledge/search-articles.ts'
import { prisma } from '#lib/server/prisma.ts'
import { seedKnowledge } from '#prisma/demo/seed-knowledge.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let reader: PersonActor

beforeAll(async () => {
  portal = await startTestPortal()
  await seedKnowledge(systemActor('start'))
  reader = await makePerson()
})

afterAll(() => portal.stop())

const search = (query: string, locale: 'en' | 'nl' = 'en') => searchArticles(reader, { query, locale })
const slugs = async (query: string, locale: 'en' | 'nl' = 'en') =>
  (await search(query, locale)).articles.map((article) => article.slug)
const textOf = (pieces: HighlightPiece[] = []) => pieces.map((piece) => piece.text).join('')
const foundIn = (pieces: HighlightPiece[] = []) =>
  pieces.filter((piece) => piece.found).map((piece) => piece.text)

describe('searching the help articles', () => {
  it('finds an article by other forms of its words, in both languages', async () => {
    expect((await slugs('downloading'))[0]).toBe('download-failed')
    expect((await slugs('recovery keys'))[0]).toBe('your-recovery-key')
    expect(await slugs('herstelsleutels', 'nl')).toContain('your-recovery-key')
  })

  it('marks what was found, and shows the text around it without its Markdown', async () => {
    const [first] = (await search('recovery key')).articles
    expect(foundIn(first?.title).join(' ').toLowerCase()).toContain('recovery key')
    expect(foundIn(first?.excerpt).length).toBeGreaterThan(0)
    expect(textOf(first?.excerpt)).not.toMatch(/\]\(|\*\*|## /)
  })

  it('is satisfied with the beginning of a word', async () => {
    const found = await search('downl')
    expect(found.match).toBe('all')
    expect(found.articles.map((article) => article.slug)).toContain('download-failed')
  })

  it('answers a whole question with the articles that come closest', async () => {
    const found = await search('why does zelf photoshop my download stop halfway')
    expect(found.match).toBe('some')
    expect(found.articles.map((article) => article.slug)).toContain('download-failed')
  })

  it('forgives a slip of the pen', async () => {
    const found = await search('recovry kee')
    expect(found).toMatchObject({ match: 'alike', language: 'en' })
    expect(found.articles[0]?.slug).toBe('your-recovery-key')
  })

  it('looks in the other language when one’s own has nothing, and says so', async () => {
    const found = await search('herstelsleutel', 'en')
    expect(found).toMatchObject({ match: 'all', language: 'nl' })
    expect(found.articles[0]?.slug).toBe('your-recovery-key')
  })

  it('finds nothing for nothing, and for what is not there', async () => {
    for (const query of ['', '   ', '!!!', '"', '-', 'qqqqxxzzj']) {
      expect((await search(query)).articles, query).toEqual([])
    }
  })

  it('never shows what is not published', async () => {
    await prisma().article.update({ where: { slug: 'your-recovery-key' }, data: { published: false } })
    expect(await slugs('recovery key')).not.toContain('your-recovery-key')
    await prisma().article.update({ where: { slug: 'your-recovery-key' }, data: { published: true } })
  })

  it.each([
    "'; DROP TABLE article; --",
    '<script>alert(1)</script>',
    'a & | ! ( :* <-> b',
    '\u0000\u0007\ud800 download',
    'x'.repeat(100_000),
    '(((((((((((((',
    '\ue000download\ue001',
  ])('takes anything as words: %j', async (query) => {
    const found = await search(query)
    expect(Array.isArray(found.articles)).toBe(true)
    expect(await prisma().article.count()).toBe(16)
  })
})

describe('an article full of markup and marks', () => {
  it('comes back as text, its own marks taken out', async () => {
    const article = await prisma().article.create({
      data: { slug: 'hostile', category: 'help', position: 999, failures: [] },
    })
    const words = {
      title: '<b>wombat</b> \ue000x\ue001',
      summary: '<img src=x onerror=alert(1)> wombat',
      body: 'b',
    }
    await prisma().articleTranslation.create({ data: { articleId: article.id, locale: 'en', ...words } })
    const [found] = (await search('wombat')).articles
    expect(foundIn(found?.title)).toEqual(['wombat'])
    expect(textOf(found?.excerpt)).toContain('onerror')
    await prisma().article.delete({ where: { id: article.id } })
  })
})
