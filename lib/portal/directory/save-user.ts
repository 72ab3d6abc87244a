import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Person } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import type { UserFacts } from './read-user.ts'
import type { SwitchPerson } from './switch-person.ts'

const kept = [
  'userName',
  'email',
  'name',
  'externalId',
  'givenName',
  'familyName',
  'title',
  'department',
] as const

/** Gives a person what the directory says now, with an audit entry for what that changes; nothing for nothing. */
export async function saveUser(
  tx: Transaction,
  actor: Actor,
  person: Person,
  facts: UserFacts,
  switchPerson: SwitchPerson,
): Promise<Person> {
  const subject = { kind: 'person', id: person.id, label: facts.name }
  const changed = kept.filter((name) => person[name] !== facts[name])
  const isSwitched = person.active !== facts.active
  if (person.fromDirectory && changed.length === 0 && !isSwitched) return person
  const { active, ...rest } = facts
  const saved = await tx.person.update({ where: { id: person.id }, data: { ...rest, fromDirectory: true } })
  if (!person.fromDirectory) await recordAudit(tx, actor, { action: 'person.joined_directory', subject })
  if (changed.length > 0) {
    await recordAudit(tx, actor, { action: 'person.updated', subject, detail: { changed: [...changed] } })
  }
  if (!isSwitched) return saved
  await switchPerson(actor, tx, saved, active)
  return tx.person.findUniqueOrThrow({ where: { id: person.id } })
}
