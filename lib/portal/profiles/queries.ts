import { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { canDo } from '#lib/mdm/protocol/capability.ts'
import { judgeProfilePayloads } from '#lib/mdm/protocol/payload-policy.ts'
import { prisma } from '#lib/server/prisma.ts'

const isUuid = (value: string) => z.uuid().safeParse(value).success

function requireAdmin(actor: Actor): void {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
}

export type ProfileCounts = Record<'waiting' | 'installed' | 'failed' | 'forbidden' | 'removing', number>

const noneYet: ProfileCounts = { waiting: 0, installed: 0, failed: 0, forbidden: 0, removing: 0 }

async function countStates(profileIds: string[]): Promise<Map<string, ProfileCounts>> {
  const rows = await prisma().profileInstall.groupBy({
    by: ['profileId', 'state'],
    where: { profileId: { in: profileIds } },
    _count: true,
  })
  const counts = new Map(profileIds.map((id) => [id, { ...noneYet }]))
  for (const row of rows) {
    const count = counts.get(row.profileId)
    if (count && row.state in count) count[row.state as keyof ProfileCounts] = row._count
  }
  return counts
}

/** All profiles with their groups and how their Macs stand. */
export async function listProfiles(actor: Actor) {
  requireAdmin(actor)
  const profiles = await prisma().configurationProfile.findMany({
    omit: { content: true },
    include: { assignments: { include: { group: true } } },
    orderBy: { name: 'asc' },
    take: 500,
  })
  const counts = await countStates(profiles.map((profile) => profile.id))
  return profiles.map((profile) => ({ ...profile, counts: counts.get(profile.id) ?? noneYet }))
}

/** One profile with its groups and each Mac's state (the newest 200). */
export async function getProfile(actor: Actor, id: string) {
  requireAdmin(actor)
  if (!isUuid(id)) return null
  return prisma().configurationProfile.findUnique({
    where: { id },
    omit: { content: true },
    include: {
      assignments: { include: { group: true } },
      installs: {
        where: { state: { not: 'removed' } },
        include: { device: { select: { id: true, name: true, owner: { select: { name: true } } } } },
        orderBy: { updatedAt: 'desc' },
        take: 200,
      },
    },
  })
}

/**
 * The groups that a profile can still be assigned to, and what that would mean: how many Macs they have, how many of
 * those have it already, and how many of the others do not take it.
 */
export async function previewAssignment(actor: Actor, profileId: string) {
  requireAdmin(actor)
  if (!isUuid(profileId)) return []
  const profile = await prisma().configurationProfile.findUnique({
    where: { id: profileId },
    select: { payloadTypes: true, assignments: { select: { groupId: true } } },
  })
  if (!profile) return []
  const taken = profile.assignments.map((assignment) => assignment.groupId)
  const groups = await prisma().group.findMany({ where: { id: { notIn: taken } }, orderBy: { name: 'asc' } })
  const kinds = await countKinds(profileId)
  return groups.map((group) => {
    const own = kinds.filter((kind) => kind.groupId === group.id)
    const fresh = own.filter((kind) => !kind.having)
    const sum = (list: typeof own) => list.reduce((total, kind) => total + kind.count, 0)
    return {
      id: group.id,
      name: group.name,
      everyone: group.everyone,
      macs: sum(own),
      having: sum(own.filter((kind) => kind.having)),
      refusing: sum(fresh.filter((kind) => refuses(profile.payloadTypes, kind))),
    }
  })
}

interface MacKind {
  groupId: string
  enrollmentType: string
  accessRights: number
  /** They are to have the profile already, through another group. */
  having: boolean
  count: number
}

/** How many Macs of each kind there are in each group. */
function countKinds(profileId: string): Promise<MacKind[]> {
  return prisma().$queryRaw<MacKind[]>`
    WITH mac AS (
      SELECT d.owner_id, d.enrollment_type, d.access_rights, coalesce(i.wanted, false) AS taken
      FROM device d
      LEFT JOIN profile_install i ON i.device_id = d.id AND i.profile_id = ${profileId}::uuid
      WHERE d.status = 'enrolled'
    ), kind AS (
      SELECT enrollment_type, access_rights, taken, count(*) AS count FROM mac GROUP BY 1, 2, 3
    )
    SELECT g.id AS "groupId", enrollment_type AS "enrollmentType", access_rights AS "accessRights", taken AS "having",
      count::int AS count
    FROM person_group g CROSS JOIN kind WHERE g.everyone
    UNION ALL
    SELECT m.group_id, enrollment_type, access_rights, taken, count(*)::int
    FROM membership m JOIN mac ON mac.owner_id = m.person_id
    JOIN person_group g ON g.id = m.group_id AND NOT g.everyone
    GROUP BY 1, 2, 3, 4`
}

function refuses(payloadTypes: string[], kind: MacKind): boolean {
  const enrollmentType = kind.enrollmentType as 'device' | 'user' | 'automated'
  if (!canDo({ enrollmentType, accessRights: kind.accessRights }, 'installProfile').allowed) return true
  return judgeProfilePayloads(payloadTypes, enrollmentType).forbidden.length > 0
}

/** The profiles of one Mac, for helpdesk and for its owner. */
export async function listMacProfiles(actor: Actor, deviceId: string) {
  if (!isUuid(deviceId)) return []
  const device = await prisma().device.findUnique({ where: { id: deviceId }, select: { ownerId: true } })
  if (!device || (device.ownerId !== actor.id && !hasRole(actor, 'helpdesk'))) return []
  return prisma().profileInstall.findMany({
    where: { deviceId, state: { not: 'removed' } },
    include: { profile: { select: { name: true, payloadTypes: true } } },
    orderBy: { updatedAt: 'desc' },
  })
}
