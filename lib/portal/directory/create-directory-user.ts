import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Person } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { applyPatch } from './apply-patch.ts'
import { groupNamesOf } from './group-names-of.ts'
import { readUser, type UserFacts } from './read-user.ts'
import { saveUser } from './save-user.ts'
import type { ScimResource } from './scim-document.ts'
import { ScimError } from './scim-error.ts'
import type { SwitchPerson } from './switch-person.ts'
import { userDocumentAttributes } from './user-attributes.ts'
import { locationOf, viewUser } from './view-user.ts'
import { writeDirectory } from './write-directory.ts'

/** Who this is already: by the directory's key, then by the name to sign in with, then by address. */
async function findKnown(
  tx: Transaction,
  { externalId, userName, email }: UserFacts,
): Promise<Person | null> {
  const byKey = externalId === null ? null : await tx.person.findUnique({ where: { externalId } })
  const found =
    byKey ??
    (await tx.person.findUnique({ where: { userName } })) ??
    (await tx.person.findUnique({ where: { email: userName } })) ??
    (await tx.person.findUnique({ where: { email } }))
  if (!found) return null
  // Of two who ask at once, the second sees what the first has done.
  await tx.$queryRaw`SELECT id FROM person WHERE id = ${found.id}::uuid FOR UPDATE`
  return tx.person.findUnique({ where: { id: found.id } })
}

async function makeUser(tx: Transaction, actor: Actor, facts: UserFacts): Promise<Person> {
  // Who comes switched off has no Macs that could go.
  const off = facts.active ? {} : { deactivatedAt: new Date(), deactivatedBy: 'directory' }
  const person = await tx.person.create({
    data: { ...facts, ...off, role: 'employee', fromDirectory: true },
  })
  await recordAudit(tx, actor, {
    action: 'person.created',
    subject: { kind: 'person', id: person.id, label: person.name },
    detail: { role: 'employee', directory: true },
  })
  return person
}

/**
 * Takes a person over from the directory: makes them, as an employee, or joins the account that they have already.
 * throws   ScimError uniqueness, with the location, for one who is in the directory already: asking twice makes one
 */
export async function createDirectoryUser(
  actor: Actor,
  body: unknown,
  switchPerson: SwitchPerson,
): Promise<ScimResource> {
  requireScope(actor, 'scim')
  const facts = readUser(applyPatch({}, [{ verb: 'add', value: body }], userDocumentAttributes))
  return writeDirectory(actor, async (tx) => {
    const known = await findKnown(tx, facts)
    if (known && (known.fromDirectory || known.isDemo)) {
      const location = known.isDemo ? undefined : locationOf('Users', known.id)
      throw new ScimError('uniqueness', 'there is such a User already', { location })
    }
    const person = known
      ? await saveUser(tx, actor, known, facts, switchPerson)
      : await makeUser(tx, actor, facts)
    const groups = await groupNamesOf(tx, [person.id])
    return viewUser(person, groups.get(person.id) ?? [])
  })
}
