import { randomBytes, randomUUID } from 'node:crypto'
import type { PersonActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { onCheckedOut } from '#lib/portal/installs/on-checked-out.ts'
import { onCommandAnswered } from '#lib/portal/installs/on-command-answered.ts'
import { onEnrolled } from '#lib/portal/installs/on-enrolled.ts'
import { onInventoryUpdated } from '#lib/portal/installs/on-inventory-updated.ts'
import { requestApp } from '#lib/portal/installs/request-app.ts'
import type { Device, Install } from '#lib/server/generated/client.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import { type DeviceWish, makeDevice, makePerson } from '#tests/support/portal.ts'

export interface AppWish {
  approvalRequired?: boolean
  minimumOsVersion?: string | null
  status?: string
  version?: string
  sizeBytes?: number
  sha256Hex?: string
}

/** A published app with a package that the catalogue has read. */
export async function makeApp(wish: AppWish = {}) {
  const mark = randomBytes(6).toString('hex')
  const version = wish.version ?? '2.0'
  const app = await prisma().catalogApp.create({
    data: {
      slug: `app-${mark}`,
      name: `App ${mark}`,
      publisher: 'Example',
      category: 'other',
      summaryEn: '',
      summaryNl: '',
      descriptionEn: '',
      descriptionNl: '',
      approvalRequired: wish.approvalRequired ?? false,
      status: wish.status ?? 'published',
    },
  })
  const bundleIdentifier = `example.${mark}`
  const current = await prisma().appPackage.create({
    data: {
      sha256Hex: wish.sha256Hex ?? randomBytes(32).toString('hex'),
      sizeBytes: wish.sizeBytes ?? 1000,
      fileName: 'a.pkg',
      title: app.name,
      identifier: `${bundleIdentifier}.pkg`,
      version,
      bundleIdentifier,
      bundleVersion: version,
      minimumOsVersion: wish.minimumOsVersion ?? null,
      signature: {},
      warnings: [],
      appId: app.id,
    },
  })
  await prisma().catalogApp.update({ where: { id: app.id }, data: { currentPackageId: current.id } })
  return { ...app, package: current, bundleIdentifier }
}

export type TestApp = Awaited<ReturnType<typeof makeApp>>

/** An employee with a Mac and an app that they have asked for. */
export async function makeRequested(wish: AppWish & DeviceWish = {}) {
  const employee = await makePerson()
  const device = await makeDevice(
    employee,
    wish.enrollmentType ? { enrollmentType: wish.enrollmentType } : {},
  )
  const app = await makeApp(wish)
  const asked = await ask(employee, device, app)
  return { employee, device, app, ...asked }
}

export function ask(employee: PersonActor, device: Device, app: TestApp, requestKey: string = randomUUID()) {
  return requestApp(employee, {
    appId: app.id,
    deviceId: device.id,
    reason: 'I need it for my work',
    requestKey,
  })
}

export function readInstall(id: string): Promise<Install> {
  return prisma().install.findUniqueOrThrow({ where: { id } })
}

let lastEvent = 1_000_000

export function makeEvent(
  device: Device,
  kind: MdmEventRecord['kind'],
  data: Record<string, unknown>,
): MdmEventRecord {
  lastEvent += 1
  const id = String(lastEvent)
  return { id, enrollmentId: device.enrollmentId, kind, data, createdAt: new Date(), attempts: 1 }
}

const handlers = {
  command_answered: onCommandAnswered,
  inventory_updated: onInventoryUpdated,
  checked_out: onCheckedOut,
  enrolled: onEnrolled,
}

/** Hands an event to the installs as the jobs do. */
export async function hear(event: MdmEventRecord): Promise<void> {
  const handle = event.kind in handlers ? handlers[event.kind as keyof typeof handlers] : null
  if (handle) await inTransaction((tx) => handle(tx, event))
}

/** The Mac answers the command that an install waits for. */
export async function answer(device: Device, installId: string, status: string): Promise<void> {
  const { commandId } = await readInstall(installId)
  const errorChain =
    status === 'Error'
      ? [{ ErrorCode: 12, ErrorDomain: 'MDMErrorDomain', USEnglishDescription: 'It will not go' }]
      : []
  await hear(makeEvent(device, 'command_answered', { commandUuid: commandId, status, errorChain }))
}

/** The Mac gives one of its two lists of apps. */
export async function report(
  device: Device,
  kind: 'ManagedApplicationList' | 'InstalledApplicationList',
  data: object,
): Promise<void> {
  const { enrollmentId } = device
  const collectedAt = new Date()
  await prisma().mdmInventory.upsert({
    where: { enrollmentId_kind: { enrollmentId, kind } },
    create: { enrollmentId, kind, data, collectedAt },
    update: { data, collectedAt },
  })
  await hear(makeEvent(device, 'inventory_updated', { kind }))
}

export function reportManaged(device: Device, app: TestApp, status: string): Promise<void> {
  return report(device, 'ManagedApplicationList', { [app.bundleIdentifier]: { Status: status } })
}

export function reportListed(device: Device, app: TestApp, version: string | null): Promise<void> {
  const apps = [{ Identifier: 'com.apple.Safari', ShortVersion: '26.1' }]
  if (version !== null) apps.push({ Identifier: app.bundleIdentifier, ShortVersion: version })
  return report(device, 'InstalledApplicationList', apps)
}
