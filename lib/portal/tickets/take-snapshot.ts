import type { Actor } from '#lib/auth/actor.ts'
import type { Device } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { TicketError } from './ticket-error.ts'
import type { TicketSnapshot } from './ticket-snapshot.ts'

/** What a ticket is about, as ids. */
export interface TicketMatter {
  deviceId?: string | undefined
  installId?: string | undefined
}

export interface AttachedMatter {
  deviceId: string | null
  installId: string | null
  snapshot: TicketSnapshot
}

/** More than any install goes through; the newest are kept. */
const maxHistory = 100

async function macFacts(tx: Transaction, device: Device): Promise<TicketSnapshot['mac']> {
  const contact = await tx.mdmEnrollment.findUnique({
    where: { id: device.enrollmentId },
    select: { lastSeenAt: true },
  })
  const { id, name, modelName, serialNumber, osVersion, buildVersion, ownership, enrollmentType } = device
  const { status, fileVault, availableGb, capacityGb } = device
  const lastSeenAt = contact?.lastSeenAt?.toISOString() ?? null
  return {
    ...{ id, name, modelName, serialNumber, osVersion, buildVersion, ownership, enrollmentType },
    ...{ status, fileVault, availableGb, capacityGb, lastSeenAt },
  }
}

async function findInstall(tx: Transaction, actor: Actor, installId: string) {
  const install = await tx.install.findUnique({
    where: { id: installId },
    include: {
      app: { select: { name: true } },
      package: { select: { version: true } },
      device: true,
      events: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: maxHistory },
    },
  })
  // Who had the Mac before is told nothing of it any more, and who has it now nothing of before.
  const isTheirs = install?.personId === actor.id && install.device.ownerId === actor.id
  if (!install || !isTheirs) throw new TicketError('ticket_matter_not_found')
  const since = install.device.heldSince ?? new Date(0)
  return { ...install, events: install.events.filter(({ at }) => at >= since) }
}

type FoundInstall = Awaited<ReturnType<typeof findInstall>>

function causeOf(value: unknown): { kind: string } {
  const known = typeof value === 'object' && value !== null && 'kind' in value ? value : { kind: 'unknown' }
  return { ...known, kind: String(known.kind) }
}

function installFacts(install: FoundInstall): TicketSnapshot['install'] {
  const { id, state, failureCode, failureDetail, attempt } = install
  return {
    ...{ id, state, failureCode, failureDetail, attempt },
    appName: install.app.name,
    appVersion: install.package.version,
    stateSince: install.stateSince.toISOString(),
    history: install.events.toReversed().map((event) => ({
      fromState: event.fromState,
      toState: event.toState,
      at: event.at.toISOString(),
      cause: causeOf(event.cause),
    })),
  }
}

/**
 * Reads how the Mac and the install of a question stand now. Both must be the actor's own; another person's, and one
 * that is not there, are refused alike. An install brings its Mac along.
 */
export async function takeSnapshot(
  tx: Transaction,
  actor: Actor,
  matter: TicketMatter,
): Promise<AttachedMatter> {
  const install = matter.installId ? await findInstall(tx, actor, matter.installId) : null
  const deviceId = matter.deviceId ?? install?.deviceId
  if (install && install.deviceId !== deviceId) throw new TicketError('ticket_matter_not_found')
  const device = deviceId ? await tx.device.findUnique({ where: { id: deviceId } }) : null
  if (deviceId && (!device || device.ownerId !== actor.id)) throw new TicketError('ticket_matter_not_found')
  return {
    deviceId: device?.id ?? null,
    installId: install?.id ?? null,
    snapshot: { mac: device && (await macFacts(tx, device)), install: install && installFacts(install) },
  }
}
