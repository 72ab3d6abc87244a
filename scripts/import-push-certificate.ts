// npx node scripts/import-push-certificate.ts <certificate.pem> <key.pem>: gives Zelf the push certificate from Apple.
import { readFileSync } from 'node:fs'
import { EnvironmentError, env } from '#lib/server/env.ts'
import { openDatabase } from '#lib/server/open-database.ts'
import { openRuntime } from '#lib/server/open-runtime.ts'
import { openSecrets } from '#lib/server/secrets.ts'
import { StartError } from '#lib/server/start-error.ts'

const [certificateFile, keyFile] = process.argv.slice(2)
const publicUrlStandIn = 'http://127.0.0.1'

async function importCertificate(certificatePem: string, privateKeyPem: string): Promise<void> {
  const settings = env()
  const database = await openDatabase(settings, console.log)
  try {
    const { runtime, close } = await openRuntime({
      ...openSecrets(settings),
      publicUrl: settings.ZELF_PUBLIC_URL ?? publicUrlStandIn,
      databaseUrl: database.url,
    })
    try {
      const { topic, notAfter } = await runtime.mdm.importPushCertificate({ certificatePem, privateKeyPem })
      console.log(`Imported: topic ${topic}, good until ${notAfter.toISOString().slice(0, 10)}.`)
    } finally {
      await close()
    }
  } finally {
    await database.stop()
  }
}

if (!certificateFile || !keyFile) {
  console.error('Usage: npx node scripts/import-push-certificate.ts <certificate.pem> <key.pem>')
  process.exit(1)
}
try {
  await importCertificate(readFileSync(certificateFile, 'utf8'), readFileSync(keyFile, 'utf8'))
} catch (error) {
  const expected =
    error instanceof StartError ||
    error instanceof EnvironmentError ||
    (error instanceof Error && 'code' in error)
  console.error(expected ? error.message : error)
  process.exitCode = 1
}
