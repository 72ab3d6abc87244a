import '#tests/support/own-data-directory.ts'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancelInstall } from '#lib/portal/installs/cancel-install.ts'
import { retryInstall } from '#lib/portal/installs/retry-install.ts'
import { env } from '#lib/server/env.ts'
import { prisma } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { answer, makeRequested, reportListed } from '#tests/portal/installs/world.ts'
import { commandText } from '#tests/support/command-text.ts'
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { type DownloadServer, serveDownloads } from '#tests/support/serve-downloads.ts'

const { dataDirectory } = env()
let portal: TestPortal
let downloads: DownloadServer
beforeAll(async () => {
  portal = await startTestPortal()
  downloads = await serveDownloads()
  runtime().deviceUrl = downloads.url
  mkdirSync(path.join(dataDirectory, 'packages'), { recursive: true })
})
afterAll(async () => {
  await downloads.stop()
  await portal.stop()
  rmSync(dataDirectory, { recursive: true })
})

async function makeSent() {
  const content = randomBytes(1000)
  const sha256Hex = createHash('sha256').update(content).digest('hex')
  writeFileSync(path.join(dataDirectory, 'packages', `${sha256Hex}.pkg`), content)
  const made = await makeRequested({ sha256Hex, sizeBytes: content.length })
  const { manifestUrl, packageUrl } = await readUrls(made.device.enrollmentId)
  return { ...made, manifestUrl, packageUrl, content }
}

async function readUrls(enrollmentId: string) {
  const command = await prisma().mdmCommand.findFirst({
    where: { enrollmentId, requestType: 'InstallEnterpriseApplication' },
    orderBy: { sequence: 'desc' },
  })
  const manifestUrl = /<string>(http[^<]*manifest[^<]*)</.exec(commandText(command))?.[1] ?? ''
  const manifest = await (await fetch(manifestUrl)).text()
  return { manifestUrl, packageUrl: /<string>(http[^<]*package[^<]*)</.exec(manifest)?.[1] ?? '' }
}

const status = async (url: string) => (await fetch(url)).status

describe('promise 12: manifest and package addresses are random, per install, expiring, hash-checked', () => {
  it('opens nothing to a guess, a part, an altered token or a path', async () => {
    const { manifestUrl, packageUrl } = await makeSent()
    const token = packageUrl.split('/').at(-1) ?? ''
    const altered = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`
    const guesses = ['', 'x', token.slice(1), `${token}A`, altered, `${token}/`, token.toUpperCase()]
    const paths = ['..%2f..%2fetc%2fpasswd', '%00', 'a'.repeat(5000), `${token}%20`]
    for (const guess of [...guesses, ...paths]) {
      expect(await status(`${downloads.url}/mdm/package/${guess}`), guess).toBe(404)
    }
    // The token of a manifest does not open the package, nor the other way round.
    expect(await status(manifestUrl.replace('/manifest/', '/package/'))).toBe(404)
    expect(await status(packageUrl.replace('/package/', '/manifest/'))).toBe(404)
    expect(await status(packageUrl)).toBe(200)
  })

  it('gives every install addresses of its own, and the database knows none of them', async () => {
    const [one, two] = [await makeSent(), await makeSent()]
    expect(one.packageUrl).not.toBe(two.packageUrl)
    const got = Buffer.from(await (await fetch(one.packageUrl)).arrayBuffer())
    expect(got.equals(one.content)).toBe(true)
    const kept = JSON.stringify(await prisma().downloadLink.findMany())
    for (const url of [one.manifestUrl, one.packageUrl]) expect(kept).not.toContain(url.split('/').at(-1))
  })

  it('ends a day after the Mac took the command', async () => {
    const { device, installId, packageUrl, manifestUrl } = await makeSent()
    await answer(device, installId, 'Acknowledged')
    const links = await prisma().downloadLink.findMany({ where: { installId } })
    for (const { expiresAt } of links) {
      expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(24 * 3_600_000)
    }
    await prisma().downloadLink.updateMany({ where: { installId }, data: { expiresAt: new Date() } })
    expect([await status(manifestUrl), await status(packageUrl)]).toEqual([404, 404])
  })

  it('ends with the install: installed, cancelled, tried again', async () => {
    const installed = await makeSent()
    await reportListed(installed.device, installed.app, '2.0')
    expect(await status(installed.packageUrl)).toBe(404)
    const made = await makeRequested()
    const command = await prisma().mdmCommand.findFirst({ where: { enrollmentId: made.device.enrollmentId } })
    const manifestUrl = /<string>(http[^<]*manifest[^<]*)</.exec(commandText(command))?.[1] ?? ''
    await cancelInstall(made.employee, { installId: made.installId })
    expect(await status(manifestUrl)).toBe(404)
    const failed = await makeSent()
    await prisma().install.update({ where: { id: failed.installId }, data: { state: 'failed' } })
    await retryInstall(failed.employee, { installId: failed.installId })
    expect(await status(failed.packageUrl)).toBe(404)
    const renewed = await readUrls(failed.device.enrollmentId)
    expect(await status(renewed.packageUrl)).toBe(200)
  })

  it('tells the Mac the hash to hold the package to', async () => {
    const { manifestUrl, content } = await makeSent()
    const manifest = await (await fetch(manifestUrl)).text()
    expect(manifest).toContain(createHash('sha256').update(content).digest('hex'))
  })

  it('answers other addresses with nothing of its own', async () => {
    expect(await status(`${downloads.url}/mdm/other/x`)).toBe(418)
    expect(await status(`${downloads.url}/mdm/manifests/x`)).toBe(418)
  })
})
