import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readArticles } from '#prisma/demo/articles/read-articles.ts'

const installFailures = [
  'command_refused',
  'declined_by_approver',
  'declined_on_mac',
  'download_failed',
  'incompatible_os',
  'mac_busy',
  'mac_left',
  'mac_offline',
  'no_push',
  'not_confirmed',
  'request_expired',
  'unsupported_by_enrolment',
]
const wordsOfAnotherTrade =
  /\b(mdm|payloads?|notnow|apns?|udid|plist|ddm|declarations?|commando|enrollment|acknowledged|bundle id)\b/i
const pages = ['/requests', '/macs', '/apps', '/tickets/new', '/privacy']

const articles = await readArticles()
const texts = articles.flatMap(({ slug, translations }) => [
  { name: `${slug}.en`, language: 'en', ...translations.en },
  { name: `${slug}.nl`, language: 'nl', ...translations.nl },
])

const countWords = (text: string) => text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length
const linksIn = (text: string) => [...text.matchAll(/\]\(([^)]*)\)/g)].map((match) => match[1] ?? '')

describe('the help articles as a whole', () => {
  it('explain every way an install can wait or fail, each in one place', () => {
    expect(articles.flatMap((article) => article.failures).toSorted()).toEqual(installFailures)
  })

  it('fill every category, each position taken once', () => {
    const places = articles.map((article) => `${article.category} ${article.position}`)
    expect(new Set(places).size).toBe(articles.length)
    expect([...new Set(articles.map((article) => article.category))]).toEqual([
      'getting-started',
      'apps',
      'security',
      'help',
      'privacy',
    ])
  })

  it('have the same shape in both languages: as many headings, steps and bullets, the same links', () => {
    const shapeOf = (body: string) => [
      body.split('\n').map((line) => /^(## |\d+\. |- )/.exec(line)?.[1] ?? ''),
      linksIn(body),
    ]
    for (const { slug, translations } of articles) {
      expect(shapeOf(translations.nl.body), slug).toEqual(shapeOf(translations.en.body))
    }
  })
})

describe.each(texts)('$name', ({ language, title, summary, body }) => {
  it('is long enough to help and short enough to read', () => {
    expect(countWords(body)).toBeGreaterThanOrEqual(120)
    expect(countWords(body)).toBeLessThanOrEqual(350)
  })

  it('has headings under its title, and ends with one next step', () => {
    const headings = [...body.matchAll(/^(#+) (.+)$/gm)]
    expect(headings.length).toBeGreaterThanOrEqual(2)
    expect(headings.every(([, level]) => level === '##')).toBe(true)
    expect(headings.at(-1)?.[2]).toBe(language === 'en' ? 'Next step' : 'Volgende stap')
    expect(linksIn(body.slice(headings.at(-1)?.index))).toHaveLength(1)
  })

  it('links only to pages of this portal and to articles that exist', () => {
    const known = [...pages, ...articles.map((article) => `/help/${article.slug}`)]
    for (const link of linksIn(body)) expect(known).toContain(link)
    expect(body).not.toMatch(/https?:|www\.|mailto:|<a\b/i)
  })

  it('speaks the language of the person who reads it', () => {
    const all = `${title} ${summary} ${body}`
    expect(all).not.toMatch(wordsOfAnotherTrade)
    expect(summary).toMatch(/^[^.!?]+\.$/)
    if (language === 'nl') expect(all).not.toMatch(/\b(u|uw)\b/i)
  })
})

describe('reading articles', () => {
  let directory = ''

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'articles-'))
  })

  afterEach(() => rm(directory, { recursive: true }))

  const write = async (file: string, changes: Record<string, string> = {}) => {
    const fields = { title: 'A: b', summary: 'S.', category: 'apps', position: '1', failures: '[x, y_z]' }
    const block = Object.entries({ ...fields, ...changes }).map(([name, value]) => `${name}: ${value}\n`)
    await writeFile(join(directory, file), `---\n${block.join('')}---\n\nText of ${file}.\n`)
  }

  it('joins the two languages of an article', async () => {
    await write('one.en.md')
    await write('one.nl.md', { title: 'Een', failures: '[y_z, x]' })
    expect(await readArticles(directory)).toEqual([
      {
        slug: 'one',
        category: 'apps',
        position: 1,
        failures: ['x', 'y_z'],
        translations: {
          en: { title: 'A: b', summary: 'S.', body: 'Text of one.en.md.' },
          nl: { title: 'Een', summary: 'S.', body: 'Text of one.nl.md.' },
        },
      },
    ])
  })

  it('lists them by category and position', async () => {
    for (const language of ['en', 'nl']) {
      await write(`a.${language}.md`, { category: 'privacy' })
      await write(`b.${language}.md`, { position: '20' })
      await write(`c.${language}.md`, { position: '3' })
    }
    expect((await readArticles(directory)).map((article) => article.slug)).toEqual(['c', 'b', 'a'])
  })

  it('refuses an article without its Dutch half, naming the file', async () => {
    await write('one.en.md')
    await expect(readArticles(directory)).rejects.toThrow('one.nl.md: is missing')
  })

  it.each([
    ['failures that differ', { failures: '[x]' }, 'failures "x" differs from English "x,y_z"'],
    ['a category that differs', { category: 'help' }, 'category "help" differs'],
    ['an unknown category', { category: 'misc' }, 'unknown category "misc"'],
    ['a position that is no number', { position: 'first' }, 'position "first" is not a whole number'],
    ['failures that are no list', { failures: 'x' }, 'is not a list in brackets'],
    ['a failure that is no code', { failures: '[x, ]' }, '"" is not a failure code'],
    ['the same failure twice', { failures: '[x, x]' }, 'names a failure code twice'],
    ['an empty title', { title: '' }, 'lacks the field "title"'],
    ['a field it does not know', { author: 'me' }, 'does not know the field "author"'],
  ])('refuses %s', async (_what, changes, problem) => {
    await write('one.en.md')
    await write('one.nl.md', changes)
    await expect(readArticles(directory)).rejects.toMatchObject({
      code: 'article_invalid',
      message: expect.stringContaining(problem),
    })
  })

  it('refuses a file without front matter, without text, or with another name', async () => {
    await write('one.en.md')
    await writeFile(join(directory, 'one.nl.md'), 'Text.')
    await expect(readArticles(directory)).rejects.toThrow('does not start with a front matter block')
    await writeFile(join(directory, 'one.nl.md'), '---\ntitle: A\n---\n\n')
    await expect(readArticles(directory)).rejects.toThrow('has no text')
    await write('one.fr.md')
    await expect(readArticles(directory)).rejects.toThrow('one.fr.md: is not named')
  })
})
