import { z } from 'zod'
import type { AppPackage, Prisma } from '#lib/server/generated/client.ts'

/** Everything of an app but its icon's bytes. */
export const appParts = {
  id: true,
  slug: true,
  name: true,
  publisher: true,
  category: true,
  summaryEn: true,
  summaryNl: true,
  descriptionEn: true,
  descriptionNl: true,
  iconType: true,
  approvalRequired: true,
  featured: true,
  status: true,
  createdAt: true,
  updatedAt: true,
  currentPackage: {
    select: {
      id: true,
      version: true,
      bundleVersion: true,
      sizeBytes: true,
      minimumOsVersion: true,
      warnings: true,
    },
  },
} as const satisfies Prisma.CatalogAppSelect

type Row = Prisma.CatalogAppGetPayload<{ select: typeof appParts }>

export type AppView = Omit<
  Row,
  'iconType' | 'currentPackage' | 'summaryEn' | 'summaryNl' | 'descriptionEn' | 'descriptionNl'
> & {
  iconUrl: string | null
  summary: { en: string; nl: string }
  description: { en: string; nl: string }
  current: {
    packageId: string
    version: string
    sizeBytes: number
    minimumOsVersion: string | null
    warnings: string[]
  } | null
}

export function viewApp(row: Row): AppView {
  const { currentPackage } = row
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    publisher: row.publisher,
    category: row.category,
    approvalRequired: row.approvalRequired,
    featured: row.featured,
    status: row.status,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    iconUrl: row.iconType && `/api/apps/${row.id}/icon?v=${row.updatedAt.getTime()}`,
    summary: { en: row.summaryEn, nl: row.summaryNl },
    description: { en: row.descriptionEn, nl: row.descriptionNl },
    current: currentPackage && {
      packageId: currentPackage.id,
      version: currentPackage.bundleVersion ?? currentPackage.version,
      sizeBytes: Number(currentPackage.sizeBytes),
      minimumOsVersion: currentPackage.minimumOsVersion,
      warnings: currentPackage.warnings,
    },
  }
}

const storedSignature = z.object({
  status: z.string(),
  signer: z.string().optional(),
  trust: z.string().optional(),
  teamId: z.string().nullish(),
  chain: z
    .array(z.object({ subject: z.string(), notAfter: z.coerce.date(), sha256Hex: z.string() }))
    .catch([]),
})

/** One version of an app, for admins. */
export interface PackageView {
  id: string
  title: string
  version: string
  identifier: string
  bundleIdentifier: string | null
  bundleVersion: string | null
  minimumOsVersion: string | null
  sizeBytes: number
  fileName: string
  sha256Hex: string
  uploadedAt: Date
  signer: string | null
  appleTrusted: boolean
  teamId: string | null
  /** The certificates that vouch for the package, the signer's first. */
  chain: { subject: string; notAfter: Date; sha256Hex: string }[]
  /** Codes of installs.package.warning. */
  warnings: string[]
  current: boolean
}

export function viewPackage(row: AppPackage, currentPackageId: string | null): PackageView {
  const signature = storedSignature.safeParse(row.signature).data
  return {
    id: row.id,
    title: row.title,
    version: row.version,
    identifier: row.identifier,
    bundleIdentifier: row.bundleIdentifier,
    bundleVersion: row.bundleVersion,
    minimumOsVersion: row.minimumOsVersion,
    sizeBytes: Number(row.sizeBytes),
    fileName: row.fileName,
    sha256Hex: row.sha256Hex,
    uploadedAt: row.uploadedAt,
    signer: signature?.signer ?? null,
    appleTrusted: signature?.trust === 'apple-developer-id',
    teamId: signature?.teamId ?? null,
    chain: signature?.chain ?? [],
    warnings: row.warnings,
    current: row.id === currentPackageId,
  }
}
