import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readKeys } from '#tests/architecture/message-rules.ts'

const folder = 'lib/portal/macs'
const thrown = readdirSync(folder)
  .map((file) => readFileSync(path.join(folder, file), 'utf8'))
  .flatMap((source) => [...source.matchAll(/new MacError\('(\w+)'/g)].map(([, code]) => code ?? ''))

it.each(['en', 'nl'])('every reason why something cannot be done to a Mac has words in %s', (locale) => {
  const keys = readKeys(locale)
  expect(thrown).toContain('mac_left')
  expect([...new Set(thrown)].filter((code) => !keys.has(`errors.${code}`))).toEqual([])
})
