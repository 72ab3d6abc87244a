import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { TicketView } from './get-ticket.ts'

export interface InstallStep {
  id: string
  toState: string
  at: Date
}

/** What a ticket is about, as it stands now. */
export interface MatterNow {
  mac: {
    id: string
    name: string
    modelName: string
    serialNumber: string | null
    osVersion: string | null
    status: string
    lastSeenAt: Date | null
  } | null
  install: {
    id: string
    appName: string
    appVersion: string
    state: string
    stateSince: Date
    failureCode: string | null
    steps: InstallStep[]
  } | null
}

async function getMac(deviceId: string | null): Promise<MatterNow['mac']> {
  const device = deviceId ? await prisma().device.findUnique({ where: { id: deviceId } }) : null
  if (!device) return null
  const contact = await prisma().mdmEnrollment.findUnique({ where: { id: device.enrollmentId } })
  const { id, name, modelName, serialNumber, osVersion, status } = device
  return { id, name, modelName, serialNumber, osVersion, status, lastSeenAt: contact?.lastSeenAt ?? null }
}

async function getInstall(installId: string | null): Promise<MatterNow['install']> {
  if (!installId) return null
  const install = await prisma().install.findUnique({
    where: { id: installId },
    include: {
      app: { select: { name: true } },
      package: { select: { version: true } },
      events: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: 12 },
    },
  })
  if (!install) return null
  const { id, state, stateSince, failureCode, events } = install
  return {
    ...{ id, state, stateSince, failureCode },
    appName: install.app.name,
    appVersion: install.package.version,
    steps: events.map((event) => ({ id: event.id, toState: event.toState, at: event.at })),
  }
}

/** The Mac and the install of a ticket, as they stand now; the newest steps first. For the helpdesk. */
export async function getTicketMatter(actor: PersonActor, ticket: TicketView): Promise<MatterNow> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  const [mac, install] = await Promise.all([getMac(ticket.deviceId), getInstall(ticket.installId)])
  return { mac, install }
}
