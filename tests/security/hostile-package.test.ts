import '#tests/support/own-data-directory.ts'
import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { decodePlist } from '#lib/mdm/protocol/decode-plist.ts'
import { receivePackage } from '#lib/portal/catalog/receive-package.ts'
import { env } from '#lib/server/env.ts'
import { packageFile } from '#lib/server/package-file.ts'
import { prisma } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { buildDemoPackage } from '#prisma/demo/build-package.ts'
import { createSigningIdentity } from '#prisma/demo/create-signing-identity.ts'
import { ask, makeApp } from '#tests/portal/installs/world.ts'
import { commandText } from '#tests/support/command-text.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { type DownloadServer, serveDownloads } from '#tests/support/serve-downloads.ts'

const { dataDirectory } = env()
const identity = createSigningIdentity({
  notBefore: new Date(Date.now() - 3_600_000),
  notAfter: new Date(Date.now() + 3_600_000),
})
let portal: TestPortal
let downloads: DownloadServer
beforeAll(async () => {
  portal = await startTestPortal()
  downloads = await serveDownloads()
  runtime().deviceUrl = downloads.url
})
afterAll(async () => {
  await downloads.stop()
  await portal.stop()
  rmSync(dataDirectory, { recursive: true })
})

const hostile = [
  `"; rm -rf / #`,
  '$(touch /tmp/zelf-was-here)',
  '`id`',
  '</string><key>url</key><string>https://evil.example/',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  "'; DROP TABLE install; --",
  '&amp;&#x41;]]>',
]

describe('promise 11: names, ids and versions of packages are data', () => {
  it.each(hostile)('%s stays what it is, from the upload to the manifest', async (word) => {
    const bytes = buildDemoPackage({
      identifier: word,
      title: word,
      version: word,
      bundleIdentifier: word,
      minimumOsVersion: '13.0',
      appName: 'Plain',
      payloadSizeBytes: 1000 + hostile.indexOf(word),
      signingIdentity: identity,
      builtAt: new Date(),
    })
    const received = await receivePackage(systemActor('test'), {
      content: Readable.from([bytes]),
      fileName: `../../${word}\u0000.pkg`,
    })
    const row = await prisma().appPackage.findUniqueOrThrow({ where: { id: received.packageId } })
    expect([row.title, row.version, row.bundleIdentifier]).toEqual([word, word, word])
    expect(row.fileName).not.toMatch(/[/\\\p{C}]/u)
    const folder = path.dirname(packageFile(row.sha256Hex))
    for (const name of readdirSync(folder)) expect(name).toMatch(/^([0-9a-f]{64}\.pkg|incoming)$/)
    const metadata = await readManifestOf(row.id)
    expect(metadata).toMatchObject({ title: word, 'bundle-identifier': word, 'bundle-version': word })
  })

  it('takes no digest that is none for the name of a file', () => {
    for (const odd of ['', '../x', 'A'.repeat(64), `${'a'.repeat(63)}/`, 'a'.repeat(65)]) {
      expect(() => packageFile(odd)).toThrow(RangeError)
    }
  })
})

/** What a Mac is told when an app has this package. */
async function readManifestOf(packageId: string): Promise<unknown> {
  const employee = await makePerson()
  const device = await makeDevice(employee)
  const app = await makeApp()
  await prisma().catalogApp.update({ where: { id: app.id }, data: { currentPackageId: packageId } })
  await ask(employee, device, app)
  const command = await prisma().mdmCommand.findFirst({ where: { enrollmentId: device.enrollmentId } })
  const url = /<string>(http[^<]*manifest[^<]*)</.exec(commandText(command))?.[1] ?? ''
  const manifest = decodePlist(Buffer.from(await (await fetch(url)).arrayBuffer()))
  const { items } = manifest as { items: { assets: { url: string }[]; metadata: unknown }[] }
  expect(items).toHaveLength(1)
  expect(items[0]?.assets.map((asset) => new URL(asset.url).origin)).toEqual([downloads.url])
  return items[0]?.metadata
}
