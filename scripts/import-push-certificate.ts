// npx node scripts/import-push-certificate.ts <file.p12 | certificate.pem> [key.pem] [--new-topic]
// Gives Zelf the push certificate from Apple. A password is asked for, or read from PUSH_CERTIFICATE_PASSWORD.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { systemActor } from '#lib/auth/actor.ts'
import { importPushCertificate } from '#lib/portal/push/import-certificate.ts'
import { topicChangeWords } from '#lib/portal/push/topic-change-words.ts'
import { EnvironmentError, env } from '#lib/server/env.ts'
import { openDatabase } from '#lib/server/open-database.ts'
import { openRuntime } from '#lib/server/open-runtime.ts'
import { openSecrets } from '#lib/server/secrets.ts'
import { StartError } from '#lib/server/start-error.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'new-topic': { type: 'boolean', default: false } },
})
const publicUrlStandIn = 'http://127.0.0.1'
const actor = systemActor('scripts/import-push-certificate.ts')

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}

async function askPassword(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await terminal.question('The file is locked. Its password: ')
  } finally {
    terminal.close()
  }
}

async function bring(files: Uint8Array<ArrayBuffer>[]): Promise<void> {
  const confirmation = values['new-topic'] ? topicChangeWords.en : null
  const attempt = (password: string | null) =>
    importPushCertificate(actor, { files, password, account: null, confirmation })
  const given = process.env.PUSH_CERTIFICATE_PASSWORD ?? null
  const imported = await attempt(given).catch(async (error: unknown) => {
    if (codeOf(error) !== 'push_password_missing') throw error
    return attempt(await askPassword())
  })
  const { topic, notAfter, issuedByApple } = imported
  console.log(`Imported: topic ${topic}, good until ${notAfter.toISOString().slice(0, 10)}.`)
  if (!issuedByApple) console.log('It does not say that Apple issued it: Apple will not accept it.')
}

async function importFiles(files: Uint8Array<ArrayBuffer>[]): Promise<void> {
  const settings = env()
  const database = await openDatabase(settings, console.log)
  try {
    const { close } = await openRuntime({
      ...openSecrets(settings),
      publicUrl: settings.ZELF_PUBLIC_URL ?? publicUrlStandIn,
      databaseUrl: database.url,
    })
    try {
      await bring(files)
    } finally {
      await close()
    }
  } finally {
    await database.stop()
  }
}

function explain(error: unknown): unknown {
  if (codeOf(error) === 'push_topic_changes') {
    return 'It is for another topic than today’s, so every Mac would have to enrol again. To go on anyway: --new-topic'
  }
  const isExpected =
    error instanceof StartError || error instanceof EnvironmentError || codeOf(error) !== null
  return isExpected && error instanceof Error ? error.message : error
}

if (positionals.length < 1 || positionals.length > 2) {
  console.error(
    'Usage: npx node scripts/import-push-certificate.ts <file.p12 | certificate.pem> [key.pem] [--new-topic]',
  )
  process.exit(1)
}
try {
  await importFiles(positionals.map((file) => new Uint8Array(readFileSync(file))))
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
}
