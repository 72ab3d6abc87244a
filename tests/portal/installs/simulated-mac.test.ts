import '#tests/support/own-data-directory.ts'
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { handOutMdmEvents } from '#lib/jobs/hand-out-mdm-events.ts'
import { createApp } from '#lib/portal/catalog/create-app.ts'
import { publishApp } from '#lib/portal/catalog/publish-app.ts'
import { receivePackage } from '#lib/portal/catalog/receive-package.ts'
import { checkInstalls } from '#lib/portal/installs/check-installs.ts'
import { getInstall } from '#lib/portal/installs/queries.ts'
import { requestApp } from '#lib/portal/installs/request-app.ts'
import { retryInstall } from '#lib/portal/installs/retry-install.ts'
import { serveDownload } from '#lib/portal/installs/serve-download.ts'
import { env } from '#lib/server/env.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { openRuntime } from '#lib/server/open-runtime.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import type { Runtime } from '#lib/server/runtime.ts'
import { buildDemoPackage } from '#prisma/demo/build-package.ts'
import { createSigningIdentity } from '#prisma/demo/create-signing-identity.ts'
import { type FakeApns, startFakeApns } from '#simulator/apns/start-fake-apns.ts'
import type { Behaviours } from '#simulator/mac/behaviours.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { makePerson } from '#tests/support/portal.ts'
import { readInstall } from './world.ts'

const clock = systemActor('clock')
let database: TestDatabase
let opened: { runtime: Runtime; close(): Promise<void> }
let server: Server
let apns: FakeApns
let appId: string
const macs: SimulatedMac[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  apns = await startFakeApns()
  server = createServer((request, response) => {
    const taken = serveDownload(request, response) || opened.runtime.mdm.respond(request, response)
    if (!taken) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened = await openRuntime({
    publicUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    databaseUrl: database.url,
    masterKey: Buffer.alloc(32, 7),
    sessionKey: 'k'.repeat(40),
    maxConnections: 5,
    pushGateway: { host: '127.0.0.1', port: apns.port, caPem: apns.caPem },
  })
  const { mdm } = opened.runtime
  await mdm.importPushCertificate(await apns.issuePushCertificate())
  await mdm.start()
  appId = await fileApp()
})
afterAll(async () => {
  for (const mac of macs) await mac.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await opened.close()
  await apns.close()
  await database.drop()
  rmSync(env().dataDirectory, { recursive: true })
})

async function fileApp(): Promise<string> {
  const content = buildDemoPackage({
    identifier: 'example.kite.pkg',
    title: 'Kite',
    appName: 'Kite',
    version: '1.4',
    bundleIdentifier: 'example.kite',
    minimumOsVersion: '13.0',
    payloadSizeBytes: 300_000,
    signingIdentity: createSigningIdentity({
      notBefore: new Date(Date.now() - 3_600_000),
      notAfter: new Date(Date.now() + 3_600_000),
    }),
    builtAt: new Date(),
  })
  async function* once() {
    yield content
  }
  const { packageId } = await receivePackage(clock, { content: once(), fileName: 'Kite.pkg' })
  const words = { summaryEn: 'a', summaryNl: 'b', descriptionEn: '', descriptionNl: '' }
  const made = await createApp(clock, {
    name: 'Kite',
    publisher: 'Example',
    category: 'other',
    approvalRequired: false,
    featured: false,
    packageId,
    ...words,
  })
  await publishApp(clock, made)
  return made.appId
}

async function meetMac(
  behaviours: Partial<Behaviours>,
): Promise<{ mac: SimulatedMac; employee: PersonActor }> {
  const employee = await makePerson()
  const { url } = await inTransaction((tx) =>
    mdmIn(tx).invite({ personId: employee.id, ownership: 'company', enrollmentType: 'device' }),
  )
  const mac = await SimulatedMac.create({
    seed: randomUUID(),
    pushServiceUrl: `http://127.0.0.1:${apns.devicePort}`,
    behaviours: { installMs: 10, retry: { attempts: 1, firstMs: 1, longestMs: 1 }, ...behaviours },
  })
  macs.push(mac)
  await mac.enroll(url)
  await listen()
  return { mac, employee }
}

/** What the jobs do when the database gives word. */
async function listen(): Promise<void> {
  await opened.runtime.mdm.digestResults()
  await handOutMdmEvents()
}

async function ask({ mac, employee }: { mac: SimulatedMac; employee: PersonActor }): Promise<string> {
  const device = await prisma().device.findUniqueOrThrow({ where: { enrollmentId: mac.enrollmentId } })
  const { installId } = await requestApp(employee, { appId, deviceId: device.id, requestKey: randomUUID() })
  return installId
}

/** Asks the Mac what it has by now, as the checks do when their time has come, and hears its answer. */
async function check(mac: SimulatedMac, installId: string): Promise<string> {
  const { checkAt } = await readInstall(installId)
  await checkInstalls(clock, checkAt ?? new Date())
  await mac.poll()
  await listen()
  return (await readInstall(installId)).state
}

describe('an install on a Mac that speaks the real protocol', () => {
  it('goes from the click to proof', async () => {
    const met = await meetMac({})
    const installId = await ask(met)
    await met.mac.poll()
    await met.mac.installsSettled()
    await listen()
    expect((await readInstall(installId)).state).toBe('installing')
    expect(await check(met.mac, installId)).toBe('installed')
    expect(met.mac.apps.map((app) => app.identifier)).toContain('example.kite')
    const seen = await getInstall(met.employee, installId)
    const steps = [
      'requested',
      'approved',
      'waiting_for_mac',
      'downloading',
      'installing',
      'verifying',
      'installed',
    ]
    expect(new Set(seen?.steps.map((step) => step.to))).toEqual(new Set(steps))
  })

  it('hears a Cancel, and succeeds when the Mac asks again', async () => {
    const met = await meetMac({ refuse: true })
    const installId = await ask(met)
    await met.mac.poll()
    await met.mac.installsSettled()
    await listen()
    expect(await check(met.mac, installId)).toBe('declined_on_mac')
    met.mac.behave({ refuse: false })
    await retryInstall(met.employee, { installId, attempt: 1 })
    await met.mac.poll()
    await met.mac.installsSettled()
    await listen()
    expect(await check(met.mac, installId)).toBe('installed')
  })

  it('tells a refusal, a package that was spoilt on its way, and a busy Mac apart', async () => {
    const refusing = await meetMac({ fail: 'command' })
    const refused = await ask(refusing)
    await refusing.mac.poll()
    await listen()
    expect(await readInstall(refused)).toMatchObject({ state: 'failed', failureCode: 'command_refused' })

    const unlucky = await meetMac({ fail: 'download' })
    const spoilt = await ask(unlucky)
    await unlucky.mac.poll()
    await unlucky.mac.installsSettled()
    await listen()
    expect(await check(unlucky.mac, spoilt)).toBe('failed')
    expect((await readInstall(spoilt)).failureCode).toBe('download_failed')

    const busy = await meetMac({ busyTimes: 1, busyPollMs: 3_600_000 })
    const later = await ask(busy)
    await busy.mac.poll()
    await listen()
    expect((await readInstall(later)).state).toBe('mac_busy')
    await busy.mac.poll()
    await busy.mac.installsSettled()
    await listen()
    expect(await check(busy.mac, later)).toBe('installed')
  })

  it('ends when the Mac leaves, and is sent anew when it enrols again', async () => {
    const met = await meetMac({})
    const installId = await ask(met)
    await met.mac.checkOut()
    await listen()
    expect(await readInstall(installId)).toMatchObject({ state: 'failed', failureCode: 'mac_left' })
    const { url } = await inTransaction((tx) =>
      mdmIn(tx).invite({ personId: met.employee.id, ownership: 'company', enrollmentType: 'device' }),
    )
    await met.mac.enroll(url)
    await listen()
    expect(await readInstall(installId)).toMatchObject({ state: 'waiting_for_mac', attempt: 2 })
    await met.mac.poll()
    await met.mac.installsSettled()
    await listen()
    expect(await check(met.mac, installId)).toBe('installed')
  })
})
