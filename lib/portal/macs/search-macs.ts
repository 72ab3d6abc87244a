import { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type Health, judgeHealth } from './health.ts'
import { searchWords, wordPatterns } from './search-words.ts'

/** Columns are chosen here and never taken from the address. */
const columns = {
  name: Prisma.sql`lower(d.name)`,
  owner: Prisma.sql`lower(p.name)`,
  seen: Prisma.sql`e.last_seen_at`,
  enrolled: Prisma.sql`d.enrolled_at`,
  os: Prisma.sql`d.os_version`,
} as const

/**
 * What a Mac has not told counts as least. The id follows the direction, so that one index serves both; an index
 * only does when the words on nulls are its own.
 */
function orderBy({ sort, direction }: z.output<typeof searchMacsInput>): Prisma.Sql {
  const canBeNull = sort === 'seen' || sort === 'os'
  if (direction === 'asc') {
    return Prisma.sql`${columns[sort]} ASC ${canBeNull ? Prisma.sql`NULLS FIRST` : Prisma.empty}, d.id ASC`
  }
  return Prisma.sql`${columns[sort]} DESC ${canBeNull ? Prisma.sql`NULLS LAST` : Prisma.empty}, d.id DESC`
}

/** A lease that ends within these days, or has ended, is asked after. */
const leaseDays = 60

/** What a Mac is, as far as one may ask for it. Chosen here, like the columns. */
const kinds = {
  any: Prisma.sql`true`,
  personal: Prisma.sql`d.ownership = 'personal'`,
  company: Prisma.sql`d.ownership = 'company'`,
  shared: Prisma.sql`d.shared`,
  lease_ends: Prisma.sql`d.lease_ends_at <= current_date + ${leaseDays}::int`,
  // An array, as these few are to be looked up first: PostgreSQL takes them for many and would go through all Macs.
  to_return: Prisma.sql`d.id = ANY (ARRAY(
    SELECT id FROM device WHERE return_asked_at IS NOT NULL AND returned_at IS NULL))`,
} as const

export type MacKind = keyof typeof kinds

export const macKinds = Object.keys(kinds) as MacKind[]

export const searchMacsInput = z.object({
  query: searchWords,
  status: z.enum(['enrolled', 'left', 'all']).catch('enrolled').default('enrolled'),
  kind: z.enum(macKinds).catch('any').default('any'),
  sort: z.enum(['name', 'owner', 'seen', 'enrolled', 'os']).catch('seen').default('seen'),
  direction: z.enum(['asc', 'desc']).catch('desc').default('desc'),
  page: z.coerce.number().int().min(1).max(2000).catch(1).default(1),
})

export interface FoundMac {
  id: string
  name: string
  modelName: string
  serialNumber: string | null
  osVersion: string | null
  ownership: string
  ownerId: string
  ownerName: string
  ownerEmail: string
  lastSeenAt: Date | null
  leftAt: Date | null
  health: Health
}

type Row = Omit<FoundMac, 'health'> & {
  status: string
  leftHow: string | null
  removalAskedAt: Date | null
  fileVault: boolean | null
  firewall: boolean | null
  sip: boolean | null
  lockedAt: Date | null
}

const pageSize = 25

/** Owners are an array and no join, so that both sides of the OR can be looked up by index. */
function conditions(input: z.output<typeof searchMacsInput>): Prisma.Sql {
  const status = input.status === 'all' ? Prisma.sql`true` : Prisma.sql`d.status = ${input.status}`
  const each = wordPatterns(input.query).map(
    (like) => Prisma.sql`(
      lower(d.name || ' ' || coalesce(d.serial_number, '') || ' ' || d.model_name || ' ' || coalesce(d.asset_tag, ''))
        LIKE ${like}
      OR d.owner_id = ANY (ARRAY(SELECT id FROM person WHERE lower(name || ' ' || email) LIKE ${like})))`,
  )
  return Prisma.join([status, kinds[input.kind], ...each], ' AND ')
}

/**
 * One box for Macs and people: each word is found in the Mac's name, serial number, model or asset tag, or in its
 * owner's name or address. Helpdesk only.
 */
export async function searchMacs(
  actor: Actor,
  input: z.output<typeof searchMacsInput>,
): Promise<{ macs: FoundMac[]; hasMore: boolean; page: number }> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  const rows = await prisma().$queryRaw<Row[]>(Prisma.sql`
    SELECT d.id, d.name, d.model_name AS "modelName", d.serial_number AS "serialNumber",
      d.os_version AS "osVersion", d.ownership, d.owner_id AS "ownerId", p.name AS "ownerName",
      p.email AS "ownerEmail", e.last_seen_at AS "lastSeenAt", d.status, d.left_how AS "leftHow", d.left_at AS "leftAt",
      d.removal_asked_at AS "removalAskedAt", d.file_vault AS "fileVault",
      d.firewall, d.sip, d.locked_at AS "lockedAt"
    FROM device d
    JOIN person p ON p.id = d.owner_id
    JOIN mdm_enrollment e ON e.id = d.enrollment_id
    WHERE ${conditions(input)}
    ORDER BY ${orderBy(input)}
    LIMIT ${pageSize + 1} OFFSET ${(input.page - 1) * pageSize}`)
  const now = new Date()
  const macs = rows.slice(0, pageSize).map((row) => ({ ...row, health: judgeHealth(row, now) }))
  return { macs, hasMore: rows.length > pageSize, page: input.page }
}
