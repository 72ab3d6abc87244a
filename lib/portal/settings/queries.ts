import type { Actor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import { organizationSchema, storedLogoSchema } from './schema.ts'
import { logoKey, organizationKey } from './setting-keys.ts'

export interface Organization {
  name: string
  accent: string | null
  /** The address of the logo, new for each picture; null without one. */
  logoUrl: string | null
}

export interface Logo {
  type: string
  bytes: Uint8Array<ArrayBuffer>
  sha256Hex: string
}

/** How the organisation presents itself: on every page, the sign-in page too, so any reader may have it. */
export async function getOrganization(_reader: Actor): Promise<Organization> {
  const rows = await prisma().$queryRaw<{ key: string; value: unknown }[]>`
    SELECT key, CASE key WHEN ${logoKey} THEN value -> 'sha256Hex' ELSE value END AS value
    FROM setting WHERE key IN (${organizationKey}, ${logoKey})`
  const found = new Map(rows.map((row) => [row.key, row.value]))
  const organization = organizationSchema.safeParse(found.get(organizationKey))
  const digest = found.get(logoKey)
  const logoUrl = typeof digest === 'string' ? `/api/organization/logo?v=${digest.slice(0, 12)}` : null
  return { ...(organization.data ?? { name: 'Zelf', accent: null }), logoUrl }
}

/** The logo's bytes, as they were uploaded. */
export async function getLogo(_reader: Actor): Promise<Logo | null> {
  const row = await prisma().setting.findUnique({ where: { key: logoKey } })
  const stored = storedLogoSchema.safeParse(row?.value)
  if (!stored.success) return null
  const { type, base64, sha256Hex } = stored.data
  return { type, bytes: new Uint8Array(Buffer.from(base64, 'base64')), sha256Hex }
}
