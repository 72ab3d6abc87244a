import '#tests/support/own-data-directory.ts'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { createApp } from '#lib/portal/catalog/create-app.ts'
import { getCatalogApp, listUnassignedPackages } from '#lib/portal/catalog/queries.ts'
import { type ReceivedPackage, receivePackage } from '#lib/portal/catalog/receive-package.ts'
import { saveUpload } from '#lib/portal/catalog/save-upload.ts'
import { setCurrentPackage } from '#lib/portal/catalog/set-current-package.ts'
import { sweepIncoming } from '#lib/portal/catalog/sweep-incoming.ts'
import { env } from '#lib/server/env.ts'
import { packageFile } from '#lib/server/package-file.ts'
import { prisma } from '#lib/server/prisma.ts'
import { buildDemoPackage } from '#prisma/demo/build-package.ts'
import { createSigningIdentity } from '#prisma/demo/create-signing-identity.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

const { dataDirectory } = env()
const packages = path.join(dataDirectory, 'packages')
const day = 24 * 3_600_000
const signingIdentity = createSigningIdentity({
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + day),
})
const admin = systemActor('test')
let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(async () => {
  await portal.stop()
  rmSync(dataDirectory, { recursive: true })
})

function build(wish: { version?: string; signed?: boolean } = {}): Buffer {
  const mark = randomBytes(4).toString('hex')
  return buildDemoPackage({
    identifier: `example.${mark}.pkg`,
    title: `App ${mark}`,
    appName: `App ${mark}`,
    version: wish.version ?? '1.2',
    bundleIdentifier: `example.${mark}`,
    minimumOsVersion: '13.0',
    payloadSizeBytes: 50_000,
    signingIdentity: wish.signed === false ? null : signingIdentity,
    builtAt: new Date(),
  })
}

/** In pieces, as from a network. */
function pieces(bytes: Buffer, size = 7000): Readable {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) parts.push(bytes.subarray(at, at + size))
  return Readable.from(parts)
}

const receive = (bytes: Buffer, fileName = 'App.pkg'): Promise<ReceivedPackage> =>
  receivePackage(admin, { content: pieces(bytes), fileName })
const files = () => (existsSync(packages) ? readdirSync(packages).filter((name) => name !== 'incoming') : [])
const incoming = () => readdirSync(path.join(packages, 'incoming'))

describe('an upload', () => {
  it('is filed under its hash, byte for byte, with what was read from it', async () => {
    const bytes = build({ version: '3.1' })
    const received = await receive(bytes)
    expect(received).toMatchObject({
      version: '3.1',
      minimumOsVersion: '13.0',
      sizeBytes: bytes.length,
      signer: 'Zelf Demo Installer',
      warnings: ['untrusted_signer'],
    })
    const row = await prisma().appPackage.findUniqueOrThrow({ where: { id: received.packageId } })
    expect(readFileSync(packageFile(row.sha256Hex)).equals(bytes)).toBe(true)
    expect(row.bundleVersion).toBe('3.1')
    expect(incoming()).toEqual([])
    expect((await listUnassignedPackages(admin)).map((one) => one.id)).toContain(received.packageId)
  })

  it('leaves nothing behind when it is refused', async () => {
    const before = files()
    await expect(receive(build({ signed: false }))).rejects.toMatchObject({ code: 'unsigned' })
    await expect(receive(Buffer.from('no package'))).rejects.toMatchObject({ name: 'PackageError' })
    await expect(receive(Buffer.alloc(0))).rejects.toMatchObject({ code: 'empty_upload' })
    expect(files()).toEqual(before)
    expect(incoming()).toEqual([])
  })

  it('leaves nothing behind when the sender goes away or sends too much', async () => {
    const bytes = build()
    async function* breaking() {
      yield bytes.subarray(0, 1000)
      throw new Error('the socket closed')
    }
    await expect(receivePackage(admin, { content: breaking(), fileName: 'a' })).rejects.toMatchObject({
      code: 'upload_broken_off',
    })
    await expect(saveUpload(pieces(bytes), 10_000)).rejects.toMatchObject({ code: 'package_too_large' })
    expect(incoming()).toEqual([])
  })

  it('is known when it comes again, and names the app that has it', async () => {
    const bytes = build()
    const { packageId } = await receive(bytes)
    const { appId } = await createApp(admin, { ...fields(), packageId })
    const { name } = await prisma().catalogApp.findUniqueOrThrow({ where: { id: appId } })
    await expect(receive(bytes)).rejects.toMatchObject({
      code: 'duplicate_package',
      values: { app: name },
    })
    expect(incoming()).toEqual([])
  })

  it('brings back a file that was lost from the disk', async () => {
    const bytes = build()
    const first = await receive(bytes)
    const { sha256Hex } = await prisma().appPackage.findUniqueOrThrow({ where: { id: first.packageId } })
    rmSync(packageFile(sha256Hex))
    expect((await receive(bytes)).packageId).toBe(first.packageId)
    expect(existsSync(packageFile(sha256Hex))).toBe(true)
  })

  it('is for admins', async () => {
    const helpdesk = await makePerson({ role: 'helpdesk' })
    const upload = { content: pieces(build()), fileName: 'a' }
    await expect(receivePackage(helpdesk, upload)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('what a killed process left', () => {
  it('is swept at the next start, and nothing else', async () => {
    mkdirSync(path.join(packages, 'incoming'), { recursive: true })
    const left = path.join(packages, 'incoming', 'left')
    const running = path.join(packages, 'incoming', 'running')
    writeFileSync(left, 'half')
    writeFileSync(running, 'half')
    const past = new Date(Date.now() - day)
    utimesSync(left, past, past)
    const before = files()
    expect(await sweepIncoming(new Date(Date.now() - 60_000))).toBe(1)
    expect(incoming()).toEqual(['running'])
    expect(files()).toEqual(before)
  })
})

describe('versions of an app', () => {
  it('are chosen among its own packages', async () => {
    const [first, second] = [await receive(build()), await receive(build())]
    const { appId } = await createApp(admin, { ...fields(), packageId: first.packageId })
    await setCurrentPackage(admin, { appId, packageId: second.packageId })
    const app = await getCatalogApp(admin, appId)
    expect(app?.packages.map((one) => [one.id, one.current])).toEqual([
      [second.packageId, true],
      [first.packageId, false],
    ])
    const other = await createApp(admin, fields())
    await expect(
      setCurrentPackage(admin, { appId: other.appId, packageId: first.packageId }),
    ).rejects.toMatchObject({ code: 'package_of_another_app' })
  })
})

function fields() {
  const name = `App ${randomBytes(4).toString('hex')}`
  return {
    name,
    publisher: 'Example',
    category: 'other' as const,
    summaryEn: 'A',
    summaryNl: 'B',
    descriptionEn: '',
    descriptionNl: '',
    approvalRequired: false,
    featured: false,
  }
}
