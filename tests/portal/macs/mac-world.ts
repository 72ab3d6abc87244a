import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { handOutMdmEvents } from '#lib/jobs/hand-out-mdm-events.ts'
import { admitMac } from '#lib/portal/enrollment/admit-mac.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { openRuntime } from '#lib/server/open-runtime.ts'
import { prisma } from '#lib/server/prisma.ts'
import { startFakeApns } from '#simulator/apns/start-fake-apns.ts'
import type { Behaviours } from '#simulator/mac/behaviours.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { createTestDatabase } from '#tests/support/database.ts'

export interface MacWish {
  ownership?: 'personal' | 'company'
  name?: string
  /** The same seed is the same Mac. */
  seed?: string
  behaviours?: Partial<Behaviours>
}

export interface MacWorld {
  /** What the jobs do when the database gives word. */
  listen(): Promise<void>
  /** Writes down when Macs were last heard of, which the server does a few seconds late. */
  writeLastSeen(): Promise<void>
  /** A new Mac of that person, enrolled over HTTP, that has answered all it was asked. */
  enrollMac(owner: PersonActor, wish?: MacWish): Promise<{ mac: SimulatedMac; deviceId: string }>
  /** From now on the line breaks at requests to these paths, before we hear of them; null mends it. */
  breakLine(at: ((path: string) => boolean) | null): void
  /** A Mac out of the box. */
  newMac(wish?: MacWish): Promise<SimulatedMac>
  stop(): Promise<void>
}

/** The portal on a database of its own, and a listener for pretend Macs that speak the real protocol. */
export async function startMacWorld(): Promise<MacWorld> {
  const database = await createTestDatabase()
  const apns = await startFakeApns()
  const macs: SimulatedMac[] = []
  let isBroken: Parameters<MacWorld['breakLine']>[0] = null
  const server = createServer((request, response) => {
    if (isBroken?.(request.url ?? '')) {
      request.socket.destroy()
      return
    }
    if (!opened.runtime.mdm.respond(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const opened = await openRuntime({
    publicUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    databaseUrl: database.url,
    masterKey: Buffer.alloc(32, 9),
    sessionKey: 'k'.repeat(40),
    maxConnections: 5,
    admit: (arrival, take) => admitMac(systemActor('Zelf'), arrival, take),
    pushGateway: { host: '127.0.0.1', port: apns.port, caPem: apns.caPem },
  })
  const { mdm } = opened.runtime
  await mdm.importPushCertificate(await apns.issuePushCertificate())
  await mdm.start()
  const listen = async () => {
    await mdm.digestResults()
    await handOutMdmEvents()
  }
  const newMac = async (wish: MacWish = {}) => {
    const mac = await SimulatedMac.create({
      seed: wish.seed ?? randomUUID(),
      deviceName: wish.name,
      pushServiceUrl: null,
      behaviours: { retry: { attempts: 1, firstMs: 1, longestMs: 1 }, ...wish.behaviours },
    })
    macs.push(mac)
    return mac
  }
  return {
    listen,
    writeLastSeen: () => mdm.flushLastSeen(),
    newMac,
    breakLine(at) {
      isBroken = at
    },
    async enrollMac(owner, wish = {}) {
      const { url } = await inviteMac(owner, { ownership: wish.ownership ?? 'company' })
      const mac = await newMac(wish)
      await mac.enroll(url)
      await listen()
      await mac.poll()
      await listen()
      const device = await prisma().device.findUniqueOrThrow({ where: { enrollmentId: mac.enrollmentId } })
      return { mac, deviceId: device.id }
    },
    async stop() {
      for (const mac of macs) await mac.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await opened.close()
      await apns.close()
      await database.drop()
    },
  }
}
