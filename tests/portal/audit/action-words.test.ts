import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { entryWords } from '#app/admin/audit/entry-words.ts'
import { installStates } from '#lib/portal/installs/states.ts'

const portal = path.join(process.cwd(), 'lib', 'portal')

/** Every "noun.verb" that a file which writes audit entries names. */
async function actionsInCode(): Promise<string[]> {
  const files = (await readdir(portal, { recursive: true })).filter((name) => name.endsWith('.ts'))
  const sources = await Promise.all(files.map((name) => readFile(path.join(portal, name), 'utf8')))
  const writers = sources.filter((source) => source.includes('await recordAudit('))
  const lines = writers.flatMap((source) => source.split('\n').filter((line) => /\baction:/.test(line)))
  return [...new Set(lines.flatMap((line) => line.match(/(?<=')[a-z]+\.[a-z_]+(?=')/g) ?? []))]
}

const deviceActions = ['refresh', 'restart', 'lock'].flatMap((kind) =>
  ['done', 'failed', 'cancelled'].map((state) => `device.${kind}_${state}`),
)

it.each(['en', 'nl'])('has words for everything that is written down (%s)', async (locale) => {
  const { actions } = JSON.parse(await readFile(`messages/${locale}/admin-audit.json`, 'utf8'))
  const find = (key: string): unknown => {
    const [, noun = '', verb = ''] = key.split('.')
    return actions[noun]?.[verb]
  }
  const t = Object.assign((key: string) => String(find(key)), { has: (key: string) => Boolean(find(key)) })
  const written = [
    ...(await actionsInCode()),
    ...deviceActions,
    ...installStates.map((state) => `install.${state}`),
  ]
  expect(written.length).toBeGreaterThan(50)
  expect(written.filter((action) => entryWords(t, action) === action)).toEqual([])
})
