import type { Actor, PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { env } from '#lib/server/env.ts'
import type { AppPackage, CatalogApp, Device, Install, Request } from '#lib/server/generated/client.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { InstallError } from './install-error.ts'
import { moveInstall } from './move-install.ts'
import { judgeTarget } from './policy.ts'
import type { RequestAppInput } from './schema.ts'
import { startInstall } from './start-install.ts'
import { isOneOf, parseState, requestable, retryable } from './states.ts'

export interface RequestedApp {
  installId: string
  requestId: string
}

type AvailableApp = CatalogApp & { currentPackage: AppPackage }

/**
 * An employee asks for an app on a Mac of their own. What needs no approval is allowed by policy and sent at once.
 * The same requestKey gives the same request, however often it comes.
 *
 * throws  InstallError app_not_found, device_not_found, already_requested, already_installed, reason_missing, or the
 *         reason why this Mac cannot have the app
 */
export async function requestApp(actor: PersonActor, input: RequestAppInput): Promise<RequestedApp> {
  return inTransaction(async (tx) => {
    const app = await findApp(tx, input.appId)
    const device = await tx.device.findFirst({
      where: { id: input.deviceId, ownerId: actor.id, status: 'enrolled' },
    })
    if (!device) throw new InstallError('device_not_found')
    const { install, fresh } = await openInstall(tx, actor, app, device)
    const earlier = await tx.request.findUnique({ where: { requestKey: input.requestKey } })
    if (earlier) return repeat(earlier, install, actor)
    if (!fresh) assertRequestable(install, actor)
    if (app.approvalRequired && !input.reason) throw new InstallError('reason_missing')
    const denial = judgeTarget(device, app.currentPackage)
    if (denial) throw new InstallError(device.removalAskedAt ? 'mac_to_leave' : denial)
    const request = await fileRequest(tx, actor, app, install, input)
    await begin(tx, actor, { app, install, request, fresh })
    return { installId: install.id, requestId: request.id }
  })
}

async function findApp(tx: Transaction, appId: string): Promise<AvailableApp> {
  const app = await tx.catalogApp.findFirst({
    where: { id: appId, status: 'published' },
    include: { currentPackage: true },
  })
  if (!app?.currentPackage) throw new InstallError('app_not_found')
  return { ...app, currentPackage: app.currentPackage }
}

/** The one row of this app on this Mac, locked: a second click waits here until the first is done. */
async function openInstall(
  tx: Transaction,
  actor: PersonActor,
  app: AvailableApp,
  device: Device,
): Promise<{ install: Install; fresh: boolean }> {
  const where = { deviceId_appId: { deviceId: device.id, appId: app.id } }
  const { count } = await tx.install.createMany({
    data: {
      deviceId: device.id,
      appId: app.id,
      packageId: app.currentPackage.id,
      personId: actor.id,
      state: 'requested',
    },
    skipDuplicates: true,
  })
  await tx.$queryRaw`
    SELECT id FROM install WHERE device_id = ${device.id}::uuid AND app_id = ${app.id}::uuid FOR UPDATE`
  return { install: await tx.install.findUniqueOrThrow({ where }), fresh: count === 1 }
}

function repeat(earlier: Request, install: Install, actor: PersonActor): RequestedApp {
  if (earlier.personId !== actor.id || earlier.installId !== install.id)
    throw new InstallError('request_key_used')
  return { installId: earlier.installId, requestId: earlier.id }
}

/** What an earlier owner of this Mac left unfinished does not stand in the way. */
function assertRequestable(install: Install, actor: PersonActor): void {
  const state = parseState(install.state)
  if (isOneOf(state, requestable)) return
  if (install.personId !== actor.id && isOneOf(state, retryable)) return
  throw new InstallError(state === 'installed' ? 'already_installed' : 'already_requested')
}

async function fileRequest(
  tx: Transaction,
  actor: PersonActor,
  app: AvailableApp,
  install: Install,
  input: RequestAppInput,
): Promise<Request> {
  const now = new Date()
  const decided = app.approvalRequired ? null : now
  return tx.request.create({
    data: {
      installId: install.id,
      appId: app.id,
      personId: actor.id,
      requestKey: input.requestKey,
      reason: input.reason ?? '',
      status: decided ? 'approved' : 'waiting',
      decidedAt: decided,
      createdAt: now,
      expiresAt: new Date(now.getTime() + env().ZELF_REQUEST_EXPIRY_MINUTES * 60_000),
    },
  })
}

interface Begin {
  app: AvailableApp
  install: Install
  request: Request
  fresh: boolean
}

async function begin(tx: Transaction, actor: PersonActor, { app, install, request, fresh }: Begin) {
  const cause = { kind: 'person' as const, personId: actor.id, name: actor.name, requestId: request.id }
  const set = {
    origin: 'person',
    deadlineAt: request.expiresAt,
    personId: actor.id,
    packageId: app.currentPackage.id,
  }
  if (fresh) {
    await tx.install.update({ where: { id: install.id }, data: set })
    await tx.installEvent.create({ data: { installId: install.id, toState: 'requested', cause } })
  } else {
    await moveInstall(tx, actor, install.id, { to: 'requested', cause, set })
  }
  await auditRequest(tx, actor, app, request)
  if (app.approvalRequired) return
  await moveInstall(tx, actor, install.id, {
    to: 'approved',
    cause: { kind: 'policy', rule: 'no_approval_needed' },
  })
  await startInstall(tx, actor, install.id, { kind: 'policy', rule: 'no_approval_needed' })
}

async function auditRequest(tx: Transaction, actor: Actor, app: CatalogApp, request: Request) {
  await recordAudit(tx, actor, {
    action: 'request.made',
    subject: { kind: 'request', id: request.id, label: app.name },
    detail: {
      installId: request.installId,
      reason: request.reason,
      approvalRequired: app.approvalRequired,
    },
  })
}
