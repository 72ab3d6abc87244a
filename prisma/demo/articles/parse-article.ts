export const articleCategories = ['getting-started', 'apps', 'security', 'help', 'privacy'] as const

export type ArticleCategory = (typeof articleCategories)[number]

export type ParsedArticle = {
  title: string
  summary: string
  category: ArticleCategory
  position: number
  failures: string[]
  body: string
}

export class ArticleError extends Error {
  readonly code = 'article_invalid'

  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`${file}: ${problem}`, options)
    this.name = 'ArticleError'
  }
}

const fieldNames = ['title', 'summary', 'category', 'position', 'failures']

/** One Markdown file with its front matter. Every field is required once, and nothing else may stand there. */
export function parseArticle(file: string, text: string): ParsedArticle {
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replaceAll('\r\n', '\n'))
  if (!parts) throw new ArticleError(file, 'does not start with a front matter block between two --- lines')
  const fields = parseFields(file, parts[1] ?? '')
  const body = (parts[2] ?? '').trim()
  if (!body) throw new ArticleError(file, 'has no text under its front matter')
  return {
    title: requireField(file, fields, 'title'),
    summary: requireField(file, fields, 'summary'),
    category: parseCategory(file, requireField(file, fields, 'category')),
    position: parsePosition(file, requireField(file, fields, 'position')),
    failures: parseFailures(file, requireField(file, fields, 'failures')),
    body,
  }
}

function parseFields(file: string, block: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of block.split('\n').filter((text) => text !== '')) {
    const [, name, value] = /^([a-z]+): (.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) {
      throw new ArticleError(file, `cannot read the front matter line "${line}"`)
    }
    if (!fieldNames.includes(name)) throw new ArticleError(file, `does not know the field "${name}"`)
    if (fields.has(name)) throw new ArticleError(file, `has the field "${name}" twice`)
    fields.set(name, value.trim())
  }
  return fields
}

function requireField(file: string, fields: Map<string, string>, name: string): string {
  const value = fields.get(name)
  if (!value) throw new ArticleError(file, `lacks the field "${name}"`)
  return value
}

function parseCategory(file: string, value: string): ArticleCategory {
  const category = articleCategories.find((known) => known === value)
  if (!category) throw new ArticleError(file, `has the unknown category "${value}"`)
  return category
}

function parsePosition(file: string, value: string): number {
  if (!/^\d{1,4}$/.test(value)) throw new ArticleError(file, `position "${value}" is not a whole number`)
  return Number(value)
}

function parseFailures(file: string, value: string): string[] {
  const list = /^\[(.*)\]$/.exec(value)?.[1]?.trim()
  if (list === undefined) throw new ArticleError(file, `failures "${value}" is not a list in brackets`)
  const codes = list === '' ? [] : list.split(',').map((code) => code.trim())
  for (const code of codes) {
    if (!/^[a-z]+(_[a-z]+)*$/.test(code)) throw new ArticleError(file, `"${code}" is not a failure code`)
  }
  if (new Set(codes).size < codes.length) throw new ArticleError(file, 'names a failure code twice')
  return codes.toSorted()
}
