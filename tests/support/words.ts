import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createTranslator } from 'next-intl'

/** A sentence of the interface: `enroll.link.make` is "link.make" in messages/<locale>/enroll.json. */
export type Words = (key: string, values?: Record<string, string | number>) => string

type Tag = (chunks: string) => string
const plain: Tag = (chunks) => chunks
const tags: Record<string, Tag> = { strong: plain, b: plain, link: plain }

/** The interface's own sentences, so that a test says where words stand and not what they are. */
export function words(locale: 'en' | 'nl'): Words {
  const folder = path.join('messages', locale)
  const areas = readdirSync(folder).map((file) => [
    path.basename(file, '.json'),
    JSON.parse(readFileSync(path.join(folder, file), 'utf8')),
  ])
  const translate = createTranslator({ locale, messages: Object.fromEntries(areas) })
  return (key, values) => {
    if (!translate.has(key)) throw new Error(`messages/${locale} has no ${key}`)
    return translate.markup(key, { ...tags, ...values })
  }
}
