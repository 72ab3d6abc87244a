import '#tests/support/own-data-directory.ts'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodePlist } from '#lib/mdm/protocol/decode-plist.ts'
import { env } from '#lib/server/env.ts'
import { prisma } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { commandText } from '#tests/support/command-text.ts'
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { type DownloadServer, serveDownloads } from '#tests/support/serve-downloads.ts'
import { answer, makeRequested, readInstall } from './world.ts'

const content = randomBytes(6_000_000)
const sha256Hex = createHash('sha256').update(content).digest('hex')
const { dataDirectory } = env()
let portal: TestPortal
let downloads: DownloadServer

beforeAll(async () => {
  portal = await startTestPortal()
  downloads = await serveDownloads()
  runtime().deviceUrl = downloads.url
  mkdirSync(path.join(dataDirectory, 'packages'), { recursive: true })
  writeFileSync(path.join(dataDirectory, 'packages', `${sha256Hex}.pkg`), content)
})
afterAll(async () => {
  await downloads.stop()
  await portal.stop()
  rmSync(dataDirectory, { recursive: true })
})

/** An install whose Mac was sent the command, with the address of its manifest. */
async function makeSent() {
  await prisma().appPackage.updateMany({
    where: { sha256Hex },
    data: { sha256Hex: randomBytes(32).toString('hex') },
  })
  const made = await makeRequested({ sha256Hex, sizeBytes: content.length })
  const command = await prisma().mdmCommand.findFirst({ where: { enrollmentId: made.device.enrollmentId } })
  const manifestUrl = /<string>(http[^<]*manifest[^<]*)</.exec(commandText(command))?.[1] ?? ''
  return { ...made, manifestUrl }
}

async function readPackageUrl(manifestUrl: string): Promise<string> {
  const bytes = Buffer.from(await (await fetch(manifestUrl)).arrayBuffer())
  const match = /<string>(http[^<]*package[^<]*)</.exec(bytes.toString())
  return match?.[1] ?? ''
}

/** Reads so many bytes and then drops the connection, as a Mac whose lid is closed. */
function breakOff(url: string, afterBytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let got = 0
    const outgoing = request(url, (response) => {
      response.on('data', (chunk: Buffer) => {
        got += chunk.length
        if (got >= afterBytes) response.destroy()
      })
      response.on('error', () => undefined)
      response.on('close', () => resolve(got))
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('a manifest', () => {
  it('names the package, its hash and its app, and tells that the Mac is at work', async () => {
    const { manifestUrl, installId, app } = await makeSent()
    const head = await fetch(manifestUrl, { method: 'HEAD' })
    expect([head.status, head.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect((await readInstall(installId)).state).toBe('waiting_for_mac')
    const reply = await fetch(manifestUrl)
    const manifest = decodePlist(Buffer.from(await reply.arrayBuffer()))
    expect(manifest).toMatchObject({
      items: [
        {
          assets: [{ kind: 'software-package', 'sha256-size': content.length, sha256s: [sha256Hex] }],
          metadata: { 'bundle-identifier': app.bundleIdentifier, 'bundle-version': '2.0' },
        },
      ],
    })
    expect((await readInstall(installId)).state).toBe('downloading')
  })
})

describe('a package', () => {
  it('arrives whole, and only then the install moves on', async () => {
    const { manifestUrl, installId, device } = await makeSent()
    await answer(device, installId, 'Acknowledged')
    const url = await readPackageUrl(manifestUrl)
    const reply = await fetch(url)
    expect(reply.headers.get('content-length')).toBe(String(content.length))
    expect(reply.headers.get('accept-ranges')).toBe('bytes')
    const got = Buffer.from(await reply.arrayBuffer())
    expect(got.equals(content)).toBe(true)
    await until(async () => (await readInstall(installId)).state === 'installing')
    expect((await readInstall(installId)).downloadedBytes).toBe(BigInt(content.length))
  })

  it('goes on where it broke off, and counts as whole once it joins up', async () => {
    const { manifestUrl, installId } = await makeSent()
    const url = await readPackageUrl(manifestUrl)
    const got = await breakOff(url, 1_000_000)
    await until(async () => (await readInstall(installId)).downloadedBytes >= BigInt(got))
    expect((await readInstall(installId)).state).toBe('downloading')
    const etag = `"${sha256Hex}"`
    const rest = await fetch(url, { headers: { range: `bytes=${got}-`, 'if-range': etag } })
    expect(rest.status).toBe(206)
    expect(rest.headers.get('content-range')).toBe(`bytes ${got}-${content.length - 1}/${content.length}`)
    expect(Buffer.from(await rest.arrayBuffer()).equals(content.subarray(got))).toBe(true)
    await until(async () => (await readInstall(installId)).state === 'installing')
  })

  it('is not taken for whole when a part in the middle is missing', async () => {
    const { manifestUrl, installId } = await makeSent()
    const url = await readPackageUrl(manifestUrl)
    const tail = await fetch(url, { headers: { range: 'bytes=5000000-' } })
    await tail.arrayBuffer()
    const head = await fetch(url, { headers: { range: 'bytes=0-99' } })
    await head.arrayBuffer()
    await until(async () => (await readInstall(installId)).downloadedBytes === 100n)
    expect((await readInstall(installId)).state).toBe('downloading')
  })

  it('counts as delivered when the Mac has all of it and asks for more', async () => {
    const { manifestUrl, installId } = await makeSent()
    const url = await readPackageUrl(manifestUrl)
    await prisma().install.update({
      where: { id: installId },
      data: { downloadedBytes: BigInt(content.length) },
    })
    const reply = await fetch(url, { headers: { range: `bytes=${content.length}-` } })
    expect([reply.status, reply.headers.get('content-range')]).toEqual([416, `bytes */${content.length}`])
    expect((await readInstall(installId)).state).toBe('installing')
  })

  it('sends the whole file when the part was meant for another version, and headers only for HEAD', async () => {
    const { manifestUrl, installId } = await makeSent()
    const url = await readPackageUrl(manifestUrl)
    const other = await fetch(url, { headers: { range: 'bytes=10-', 'if-range': '"another"' } })
    expect(other.status).toBe(200)
    await other.body?.cancel()
    const head = await fetch(url, { method: 'HEAD', headers: { range: 'bytes=0-9' } })
    expect([head.status, head.headers.get('content-length')]).toEqual([206, '10'])
    expect((await readInstall(installId)).state).toBe('downloading')
    expect((await fetch(url, { method: 'PUT' })).status).toBe(405)
  })

  it('that is gone from the disk is not found, and ends nothing', async () => {
    const { manifestUrl, installId } = await makeRequestedWithoutFile()
    const url = await readPackageUrl(manifestUrl)
    expect((await fetch(url)).status).toBe(404)
    expect((await readInstall(installId)).state).toBe('downloading')
  })
})

async function makeRequestedWithoutFile() {
  const made = await makeRequested()
  const command = await prisma().mdmCommand.findFirst({ where: { enrollmentId: made.device.enrollmentId } })
  return { ...made, manifestUrl: /<string>(http[^<]*manifest[^<]*)</.exec(commandText(command))?.[1] ?? '' }
}
