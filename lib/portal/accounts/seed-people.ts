import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { type DemoPerson, demoGroups, demoPeople, everyoneGroup } from './demo-people.ts'

async function ensureGroup(tx: Transaction, name: string, everyone: boolean): Promise<void> {
  await tx.group.upsert({ where: { name }, create: { name, everyone }, update: {} })
}

async function seedPerson(tx: Transaction, actor: Actor, demo: DemoPerson): Promise<void> {
  const { email, name, role, locale } = demo
  if (await tx.person.findUnique({ where: { email } })) return
  const groups = await tx.group.findMany({ where: { name: { in: demo.groups } } })
  const memberships = { create: groups.map((group) => ({ groupId: group.id })) }
  const person = await tx.person.create({ data: { email, name, role, locale, isDemo: true, memberships } })
  await recordAudit(tx, actor, {
    action: 'person.created',
    subject: { kind: 'person', id: person.id, label: name },
    detail: { role, demo: true },
  })
}

/** Makes the demo's people and groups where they lack; those that are there stay as they are. */
export async function seedPeople(actor: Actor): Promise<void> {
  await inTransaction(async (tx) => {
    await ensureGroup(tx, everyoneGroup, true)
    for (const name of demoGroups) await ensureGroup(tx, name, false)
    for (const demo of demoPeople) await seedPerson(tx, actor, demo)
  })
}
