import { type Actor, hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { accountOf } from './account-address.ts'
import { isFull, type Offered } from './policy.ts'
import { type EnrollmentSettings, readEnrollmentSettings } from './read-enrollment-settings.ts'
import { readOffered } from './read-offered.ts'

export interface OwnSituation {
  offered: Offered
  /** What to sign in with in System Settings; null when its domain is not one of the organisation's. */
  account: string | null
  /** The Macs that count, oldest first. */
  macs: { id: string; name: string; modelName: string }[]
  full: boolean
}

/** Where the actor stands before enrolling another Mac. */
export async function getOwnSituation(actor: PersonActor): Promise<OwnSituation> {
  const [offered, { domains }, person, macs] = await Promise.all([
    readOffered(prisma(), actor.id),
    readEnrollmentSettings(prisma()),
    prisma().person.findUnique({ where: { id: actor.id }, select: { managedAppleId: true, email: true } }),
    prisma().device.findMany({
      where: { ownerId: actor.id, status: 'enrolled' },
      select: { id: true, name: true, modelName: true },
      orderBy: { enrolledAt: 'asc' },
    }),
  ])
  const address = accountOf(person ?? { managedAppleId: null, email: actor.email })
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return {
    offered,
    account: domains.includes(domain) ? address : null,
    macs,
    full: isFull(offered, macs.length),
  }
}

/** The Mac that somebody signed in on since then, as the id of its invitation; the newest when there are more. */
export async function findSignedInInvitation(actor: PersonActor, since: Date): Promise<string | null> {
  const found = await prisma().mdmInvitation.findFirst({
    where: { personId: actor.id, way: 'account', createdAt: { gte: since } },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
  return found?.id ?? null
}

export interface GroupWithRule {
  id: string
  name: string
  everyone: boolean
  people: number
  rule: { kinds: string[]; ownerships: string[]; maxMacs: number | null } | null
}

/** Every group with its rule, if it has one; the group of everybody first. */
export async function listGroupRules(actor: Actor): Promise<GroupWithRule[]> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const [groups, everybody] = await Promise.all([
    prisma().group.findMany({
      orderBy: [{ everyone: 'desc' }, { name: 'asc' }],
      include: {
        enrollmentRule: { select: { kinds: true, ownerships: true, maxMacs: true } },
        _count: { select: { memberships: { where: { person: { active: true } } } } },
      },
    }),
    prisma().person.count({ where: { active: true } }),
  ])
  return groups.map(({ id, name, everyone, enrollmentRule, _count }) => ({
    ...{ id, name, everyone, rule: enrollmentRule },
    people: everyone ? everybody : _count.memberships,
  }))
}

/** How enrolment by signing in is set up. */
export async function getEnrollmentSettings(actor: Actor): Promise<EnrollmentSettings> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  return readEnrollmentSettings(prisma())
}
