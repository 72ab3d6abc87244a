import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

interface Source {
  file: string
  text: string
}

function sourcesIn(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(folder, name))
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('generated'))
      .map((file) => ({ file, text: readFileSync(file, 'utf8') })),
  )
}

const holding = (pattern: RegExp, sources: Source[]) =>
  sources
    .filter(({ text }) => pattern.test(text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')))
    .map(({ file }) => file)
    .sort()

const server = sourcesIn('app', 'lib').filter(({ text }) => !text.startsWith("'use client'"))

it('promise 13: the server asks others nowhere but at the identity provider, the push service, mdmcert.download and webhooks', () => {
  // Judging an IP address is not asking anybody.
  const asking =
    /\bfetch\(|^import (?!type|\{ (?:BlockList|isIP|isIPv4|isIPv6)(?:, (?:BlockList|isIP|isIPv4|isIPv6))* \}).*from '(node:(http2|https|net|tls|dgram|dns(\/promises)?)|undici)'/m
  // connect-events.ts and send-package.ts run in browsers and ask this server; listeners and the database's starter open no connection outwards.
  expect(holding(asking, server)).toEqual([
    'lib/auth/id-token-signature.ts',
    'lib/mdm/push/push-session.ts',
    'lib/mdm/service/mdmcert-client.ts',
    'lib/portal/webhooks/post-event.ts',
    'lib/portal/webhooks/resolve-target.ts',
    'lib/server/mdm-listener.ts',
    'lib/server/open-requests.ts',
    'lib/server/postgres/start-embedded-postgres.ts',
    'lib/server/web-listener.ts',
  ])
})

it('promise 10: no statement is put together from text', () => {
  expect(holding(/RawUnsafe|\.unsafe\(|Prisma\.raw\(/, server)).toEqual([])
})

it('promise 14: no page puts in markup that it did not make', () => {
  const pages = sourcesIn('app', 'components')
  expect(holding(/dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML|document\.write/, pages)).toEqual([])
  expect(holding(/rehype-raw|allowDangerousHtml/, pages)).toEqual([])
  expect(holding(/react-markdown/, pages)).toEqual(holding(/rehype-sanitize/, pages))
})

it('promise 20: nothing deletes a Mac, what was done to it, its certificates or its trail', () => {
  const kept =
    '(device|deviceAction|deviceEvent|mdmEnrollment|mdmCertificate|mdmCommandHistory|auditEntry|install|request|person)'
  expect(holding(new RegExp(`\\.${kept}\\.(delete|deleteMany)\\(`), server)).toEqual([])
  const tables =
    '(device|device_action|device_event|mdm_enrollment|mdm_certificate|audit_entry|install|request|person)'
  expect(holding(new RegExp(`DELETE FROM ${tables}\\b`), server)).toEqual([])
  // Answered commands age out by the setting that says for how long history is kept, and in no other way.
  expect(holding(/DELETE FROM mdm_command_history\b/, server)).toEqual(['lib/mdm/store/retention.ts'])
})

it('promise 11: no program is started through a shell with words from outside', () => {
  expect(holding(/\bexec(Sync)?\(\s*[`'"]|shell: true/, server)).toEqual([])
})
