import { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { type ErrorReason, errorReasons } from '#lib/mdm/protocol/explain-error-table.ts'
import type { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type DescribedInstall, describeInstall } from './describe-install.ts'
import { findWishes } from './find-wishes.ts'
import { choiceOf, type StartTime } from './start-choice.ts'
import { type InstallState, parseState } from './states.ts'

export const installParts = {
  app: {
    select: {
      id: true,
      slug: true,
      name: true,
      publisher: true,
      iconType: true,
      updatedAt: true,
      approvalRequired: true,
      status: true,
    },
  },
  package: { select: { version: true, bundleVersion: true, sizeBytes: true, minimumOsVersion: true } },
  device: {
    select: {
      id: true,
      name: true,
      modelName: true,
      status: true,
      ownerId: true,
      heldSince: true,
      osVersion: true,
      enrollmentId: true,
    },
  },
  person: { select: { id: true, name: true } },
  requests: { orderBy: { createdAt: 'desc' }, take: 1 },
} as const satisfies Prisma.InstallInclude

type Row = Prisma.InstallGetPayload<{ include: typeof installParts }>

/** One install as every page shows it. */
export interface InstallView {
  id: string
  state: InstallState
  stateSince: Date
  /** Until when the state may last; null when nothing is awaited. */
  until: Date | null
  attempt: number
  createdAt: Date
  failureCode: string | null
  /** Why the Mac refused the command, where its codes are known. */
  refusal: ErrorReason | null
  /** Apple's own words for helpdesk and admins; empty when there are none. */
  errors: string[]
  app: {
    id: string
    slug: string
    name: string
    publisher: string
    iconUrl: string | null
    retired: boolean
    approvalRequired: boolean
  }
  package: { version: string; sizeBytes: number; minimumOsVersion: string | null }
  device: {
    id: string
    name: string
    modelName: string
    enrolled: boolean
    osVersion: string | null
    lastSeenAt: Date | null
  }
  person: { id: string; name: string }
  request: RequestSummary | null
  downloadedBytes: number
  /** One of its owner's groups requires it, whoever asked for it before. */
  required: boolean
  /** When a large required app starts, as its person says; null when they have not. */
  choice: StartTime | null
  /** When it starts at the latest, by itself; null when it does not wait for its person. */
  startsAt: Date | null
  look: DescribedInstall
}

export interface RequestSummary {
  id: string
  askedBy: { id: string; name: string }
  status: string
  reason: string
  createdAt: Date
  expiresAt: Date
  decidedAt: Date | null
  decisionReason: string | null
  /** Who decided; null for what the policy allowed by itself. */
  decidedBy: string | null
}

const detail = z.object({
  errors: z.array(z.string()).catch([]),
  reason: z.enum(errorReasons).nullish().catch(null),
})

/** Turns rows into views; last-seen times and the names of those who decided are fetched for all at once. */
export async function viewInstalls(actor: Actor, all: Row[]): Promise<InstallView[]> {
  const rows = all.map((row) => withoutOthers(actor, row))
  const seen = await prisma().mdmEnrollment.findMany({
    where: { id: { in: rows.map((row) => row.device.enrollmentId) } },
    select: { id: true, lastSeenAt: true },
  })
  const concerned = rows.flatMap(({ requests: [last] }) => (last ? [last.personId, last.decidedById] : []))
  const people = await prisma().person.findMany({
    where: { id: { in: concerned.filter((id) => id !== null) } },
    select: { id: true, name: true },
  })
  const wishes = await findWishes(prisma(), [...new Set(rows.map((row) => row.deviceId))])
  const wished = new Set(wishes.map(({ deviceId, appId }) => `${deviceId} ${appId}`))
  const seenAt = new Map(seen.map((row) => [row.id, row.lastSeenAt]))
  const names = new Map(people.map((row) => [row.id, row.name]))
  return rows.map((row) => {
    const { device } = row
    if (!hasRole(actor, 'helpdesk') && device.ownerId !== actor.id) {
      // It is somebody else's by now, and so is what it is called and what it is to have.
      const told = { ...row, device: { ...device, name: device.modelName, osVersion: null } }
      return view(told, { lastSeenAt: null, names, required: false })
    }
    const lastSeenAt = seenAt.get(device.enrollmentId) ?? null
    return view(row, { lastSeenAt, names, required: wished.has(`${row.deviceId} ${row.appId}`) })
  })
}

/** Who has a Mac from another is not told what the other asked for. */
function withoutOthers(actor: Actor, row: Row): Row {
  if (hasRole(actor, 'helpdesk')) return row
  return { ...row, requests: row.requests.filter((request) => request.personId === actor.id) }
}

/** What the Mac itself said of its refusal. */
function toldBy({ failureDetail }: Row): Pick<InstallView, 'refusal' | 'errors'> {
  const told = detail.safeParse(failureDetail).data
  return { refusal: told?.reason ?? null, errors: told?.errors ?? [] }
}

interface Known {
  lastSeenAt: Date | null
  names: Map<string, string>
  required: boolean
}

function view(row: Row, { lastSeenAt, names, required }: Known): InstallView {
  const { app, device } = row
  const state = parseState(row.state)
  const sizeBytes = Number(row.package.sizeBytes)
  const downloadedBytes = Number(row.downloadedBytes)
  return {
    id: row.id,
    state,
    stateSince: row.stateSince,
    until: row.deadlineAt,
    attempt: row.attempt,
    createdAt: row.createdAt,
    failureCode: row.failureCode,
    ...toldBy(row),
    app: viewApp(app),
    package: {
      version: row.package.bundleVersion ?? row.package.version,
      sizeBytes,
      minimumOsVersion: row.package.minimumOsVersion,
    },
    device: {
      id: device.id,
      name: device.name,
      modelName: device.modelName,
      enrolled: device.status === 'enrolled',
      osVersion: device.osVersion,
      lastSeenAt,
    },
    person: row.person,
    request: summarize(row.requests[0], names),
    downloadedBytes,
    required,
    choice: choiceOf(row),
    startsAt: state === 'waiting_for_person' ? row.deadlineAt : null,
    look: describeInstall({
      state,
      failureCode: row.failureCode,
      approvalRequired: app.approvalRequired,
      required: required || row.origin === 'requirement',
      choice: choiceOf(row),
      downloadedBytes,
      sizeBytes,
      macLeft: device.status !== 'enrolled',
    }),
  }
}

function viewApp({ id, slug, name, publisher, approvalRequired, ...app }: Row['app']): InstallView['app'] {
  const iconUrl = app.iconType && `/api/apps/${id}/icon?v=${app.updatedAt.getTime()}`
  return { id, slug, name, publisher, iconUrl, retired: app.status === 'retired', approvalRequired }
}

function summarize(
  request: Row['requests'][number] | undefined,
  names: Map<string, string>,
): RequestSummary | null {
  if (!request) return null
  const { id, status, reason, createdAt, expiresAt, decidedAt, decisionReason, personId, decidedById } =
    request
  const askedBy = { id: personId, name: names.get(personId) ?? '' }
  const decidedBy = decidedById ? (names.get(decidedById) ?? null) : null
  return { id, askedBy, status, reason, createdAt, expiresAt, decidedAt, decisionReason, decidedBy }
}
