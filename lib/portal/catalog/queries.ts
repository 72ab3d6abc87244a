import { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type AppView, appParts, type PackageView, viewApp, viewPackage } from './app-view.ts'
import type { AppFilter, CatalogFilter } from './schema.ts'

const isUuid = (value: string) => z.uuid().safeParse(value).success
const inOrder = [{ featured: 'desc' as const }, { name: 'asc' as const }]

/** What employees can choose from: published apps, those that the company puts forward first. */
export async function listApps(_actor: Actor, filter: AppFilter = {}): Promise<AppView[]> {
  const rows = await prisma().catalogApp.findMany({
    where: { ...whereOf(filter), status: 'published' },
    select: appParts,
    orderBy: inOrder,
  })
  return rows.map(viewApp)
}

/** An app by its address: published ones for everybody, the others for admins. */
export async function getApp(actor: Actor, slug: string): Promise<AppView | null> {
  const row = await prisma().catalogApp.findUnique({ where: { slug }, select: appParts })
  if (!row || (row.status !== 'published' && !hasRole(actor, 'admin'))) return null
  return viewApp(row)
}

/** The whole catalogue, with drafts and retired apps. */
export async function listCatalog(actor: Actor, filter: CatalogFilter = {}): Promise<CatalogEntry[]> {
  requireAdmin(actor)
  const rows = await prisma().catalogApp.findMany({
    where: { ...whereOf(filter), ...(filter.status && { status: filter.status }) },
    select: { ...appParts, _count: { select: { installs: { where: { state: 'installed' } } } } },
    orderBy: [{ name: 'asc' }],
  })
  return rows.map((row) => ({ ...viewApp(row), installedCount: row._count.installs }))
}

export type CatalogEntry = AppView & { installedCount: number }

/** One app with all its versions, the latest first. */
export async function getCatalogApp(
  actor: Actor,
  id: string,
): Promise<(CatalogEntry & { packages: PackageView[] }) | null> {
  requireAdmin(actor)
  if (!isUuid(id)) return null
  const row = await prisma().catalogApp.findUnique({
    where: { id },
    select: {
      ...appParts,
      packages: { orderBy: { uploadedAt: 'desc' } },
      _count: { select: { installs: { where: { state: 'installed' } } } },
    },
  })
  if (!row) return null
  return {
    ...viewApp(row),
    installedCount: row._count.installs,
    packages: row.packages.map((version) => viewPackage(version, row.currentPackage?.id ?? null)),
  }
}

/** Packages that were received and belong to no app yet. */
export async function listUnassignedPackages(actor: Actor): Promise<PackageView[]> {
  requireAdmin(actor)
  const rows = await prisma().appPackage.findMany({
    where: { appId: null },
    orderBy: { uploadedAt: 'desc' },
    take: 50,
  })
  return rows.map((row) => viewPackage(row, null))
}

/** What was read from a received package. */
export async function getPackage(actor: Actor, id: string): Promise<PackageView | null> {
  requireAdmin(actor)
  if (!isUuid(id)) return null
  const row = await prisma().appPackage.findUnique({ where: { id }, include: { currentOf: true } })
  return row && viewPackage(row, row.currentOf?.currentPackageId ?? null)
}

/** An app's icon, for everybody who is signed in: also of an app that was retired after somebody installed it. */
export async function getIcon(
  _actor: Actor,
  appId: string,
): Promise<{ type: string; bytes: Uint8Array<ArrayBuffer> } | null> {
  if (!isUuid(appId)) return null
  const row = await prisma().catalogApp.findUnique({
    where: { id: appId },
    select: { icon: true, iconType: true },
  })
  return row?.icon && row.iconType ? { type: row.iconType, bytes: row.icon } : null
}

function requireAdmin(actor: Actor): void {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
}

function whereOf({ search, category }: AppFilter): Prisma.CatalogAppWhereInput {
  const contains = { contains: search ?? '', mode: Prisma.QueryMode.insensitive }
  return {
    ...(category && { category }),
    ...(search && {
      OR: [{ name: contains }, { publisher: contains }, { summaryEn: contains }, { summaryNl: contains }],
    }),
  }
}
