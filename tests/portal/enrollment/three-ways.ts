import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { beginAccountEnrollment } from '#lib/portal/enrollment/begin-account-enrollment.ts'
import { discoverServer } from '#lib/portal/enrollment/discover-server.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import type { EnrollmentKind } from '#lib/portal/enrollment/policy.ts'
import { updateDomains } from '#lib/portal/enrollment/update-domains.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { type MacWorld, startMacWorld } from '../macs/mac-world.ts'

export const ways = ['account_user', 'account_device', 'profile'] as const satisfies EnrollmentKind[]

export interface ThreeWays {
  world: MacWorld
  /** Where a Mac asks first when somebody typed an account. */
  front: string
  /** What an owner does, from the beginning: signs in on the Mac, or makes a link and opens it there. */
  enroll(way: EnrollmentKind, owner: PersonActor, mac: SimulatedMac, account?: string): Promise<void>
  stop(): Promise<void>
}

const zelf = systemActor('Test')
const scheme = 'apple-remotemanagement-user-login://authentication-results'

/** The world of Macs, with the pages that Next serves in a Mac's way put in by hand. */
export async function openThreeWays(): Promise<ThreeWays> {
  const world = await startMacWorld()
  await updateDomains(zelf, { domains: ['example.com'] })
  const http = createServer(async (req, res) => {
    const account = new URL(req.url ?? '', 'http://front').searchParams.get('user-identifier')
    const found = await discoverServer(zelf, { account, modelFamily: 'Mac' })
    const body = found.found
      ? { Servers: [{ Version: found.version, BaseURL: found.baseUrl }] }
      : { code: 'com.apple.well-known.failed', message: found.code, description: found.code }
    res.writeHead(found.found ? 200 : 403, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const front = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return {
    world,
    front,
    async enroll(way, owner, mac, account = owner.email) {
      if (way === 'profile') return mac.enroll((await inviteMac(owner, { ownership: 'personal' })).url)
      await prisma().person.update({ where: { id: owner.id }, data: { enrollmentChoice: way } })
      const wish = { kind: way, account, ownership: 'personal', state: undefined } as const
      const webView = async () => (await beginAccountEnrollment(owner, wish)).location
      await mac.enrollByAccount({ account, server: front, webView })
    },
    async stop() {
      await new Promise((resolve) => http.close(resolve))
      await world.stop()
    },
  }
}

/** A token that a Mac got in its window, in the address that it is told. */
export const withToken = (token: string) => `${scheme}?${new URLSearchParams({ 'access-token': token })}`

/** Gives somebody a rule of their own: so many Macs. */
export async function allow(owner: PersonActor, maxMacs: number | null): Promise<void> {
  await prisma().group.create({
    data: {
      name: randomUUID(),
      memberships: { create: { personId: owner.id } },
      enrollmentRule: { create: { kinds: [...ways], ownerships: ['personal', 'company'], maxMacs } },
    },
  })
}

/** All of a person's that a Mac could still come in by, or that stands half-made. */
export async function leftOpen(owner: PersonActor) {
  const own = await prisma().mdmInvitation.findMany({ where: { personId: owner.id } })
  const invitationId = { in: own.map(({ id }) => id) }
  const open = own.filter(({ enrolledAt, expiresAt }) => !enrolledAt && expiresAt > new Date())
  return {
    invitations: open.length,
    tokens: await prisma().mdmBearerToken.count({
      where: { invitationId, revokedAt: null, use: { in: ['code', 'profile', 'refresh'] } },
    }),
    certificates: await prisma().mdmCertificate.count({
      where: { invitationId, revokedAt: null, enrollmentId: null },
    }),
    enrollments: await prisma().mdmEnrollment.count({ where: { invitationId, status: 'authenticated' } }),
  }
}

export const nothingOpen = { invitations: 0, tokens: 0, certificates: 0, enrollments: 0 }
