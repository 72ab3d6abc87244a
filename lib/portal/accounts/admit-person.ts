import type { Actor } from '#lib/auth/actor.ts'
import type { CompanyClaims } from '#lib/auth/company-claims.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { env } from '#lib/server/env.ts'
import type { Person } from '#lib/server/generated/client.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { joinClaimedGroups } from './join-claimed-groups.ts'
import { roleOfGroups } from './policy.ts'

export type RefusalCode = 'inactive' | 'email_taken' | 'no_email'
export type Admission = { admitted: true; personId: string } | { admitted: false; code: RefusalCode }

function about(person: Person) {
  return { kind: 'person', id: person.id, label: person.name }
}

async function createPerson(
  tx: Transaction,
  actor: Actor,
  claims: CompanyClaims,
  email: string,
): Promise<Person> {
  const name = claims.name ?? email
  const person = await tx.person.create({ data: { email, name, role: 'employee' } })
  await recordAudit(tx, actor, {
    action: 'person.created',
    subject: about(person),
    detail: { role: 'employee', issuer: claims.issuer },
  })
  return person
}

/**
 * A person known by e-mail address only is joined to this identity when the provider vouches for the address and
 * nobody else's identity holds it.
 */
async function findByEmail(
  tx: Transaction,
  claims: CompanyClaims,
  email: string,
): Promise<Person | 'taken' | null> {
  const person = await tx.person.findUnique({ where: { email }, include: { identities: true } })
  if (!person) return null
  return claims.emailVerified && person.identities.length === 0 && !person.isDemo ? person : 'taken'
}

/** A person whom the directory made is known by its key, also where the provider vouches for no address. */
async function findByDirectoryKey(tx: Transaction, { directoryIds }: CompanyClaims): Promise<Person | null> {
  return tx.person.findFirst({
    where: { externalId: { in: directoryIds }, fromDirectory: true, isDemo: false, identities: { none: {} } },
  })
}

async function findOrCreate(
  tx: Transaction,
  actor: Actor,
  claims: CompanyClaims,
): Promise<Person | RefusalCode> {
  const { issuer, subject, email } = claims
  const where = { issuer_subject: { issuer, subject } }
  const identity = await tx.identity.findUnique({ where, include: { person: true } })
  if (identity) return identity.person
  const inDirectory = await findByDirectoryKey(tx, claims)
  if (!email && !inDirectory) return 'no_email'
  const known = inDirectory ?? (await findByEmail(tx, claims, email ?? ''))
  if (known === 'taken') return 'email_taken'
  const person = known ?? (await createPerson(tx, actor, claims, email ?? ''))
  await tx.identity.create({ data: { issuer, subject, personId: person.id } })
  if (known) {
    await recordAudit(tx, actor, {
      action: 'person.identity_joined',
      subject: about(known),
      detail: { issuer },
    })
  }
  return person
}

async function applyRole(tx: Transaction, actor: Actor, person: Person, groups: string[]): Promise<void> {
  const { OIDC_HELPDESK_GROUP: helpdeskGroup, OIDC_ADMIN_GROUP: adminGroup } = env()
  const role = roleOfGroups(groups, { helpdeskGroup, adminGroup })
  if (role === person.role) return
  await tx.person.update({ where: { id: person.id }, data: { role } })
  await recordAudit(tx, actor, {
    action: 'person.role_changed',
    subject: about(person),
    detail: { from: person.role, to: role },
  })
}

/**
 * Decides on somebody whom the identity provider has vouched for, at every sign-in: finds or makes the person,
 * and gives the role that the groups say now, up or down. No claim but the configured groups can give a role.
 */
export async function admitPerson(actor: Actor, claims: CompanyClaims): Promise<Admission> {
  return inTransaction(async (tx): Promise<Admission> => {
    const person = await findOrCreate(tx, actor, claims)
    if (typeof person === 'string') return { admitted: false, code: person }
    if (!person.active) return { admitted: false, code: 'inactive' }
    await applyRole(tx, actor, person, claims.groups)
    if (env().OIDC_GROUPS_SYNC === 'on' && claims.groupsComplete) {
      await joinClaimedGroups(tx, actor, person, claims.groups)
    }
    await tx.person.update({ where: { id: person.id }, data: { signedInAt: new Date() } })
    await recordAudit(tx, actor, {
      action: 'person.signed_in',
      subject: about(person),
      detail: { way: 'company', issuer: claims.issuer },
    })
    return { admitted: true, personId: person.id }
  })
}
