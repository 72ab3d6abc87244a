import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Person } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { requireOtherAdmin } from './lock-people.ts'
import { readGraceHours } from './read-grace.ts'
import { switchOff } from './switch-off.ts'
import { type KeepMacs, switchOn } from './switch-on.ts'

const hourMs = 3_600_000

/**
 * The directory says that somebody has left, or is back. Directories err and take it back, so the Macs are let alone for
 * a while. Whom an admin let go stays off until an admin says otherwise: the directory may not have heard of it yet, and
 * a sync that repeats what it knows is nobody's decision. The row of the person is locked by the caller.
 *
 * throws   OffboardingError last_admin
 */
export async function switchByDirectory(
  actor: Actor,
  tx: Transaction,
  person: Person,
  active: boolean,
  keepMacs: KeepMacs,
): Promise<void> {
  requireScope(actor, 'scim')
  if (active && person.deactivatedBy === 'admin') return passOver(tx, actor, person)
  if (active) return switchOn(tx, actor, person, keepMacs)
  if (person.role === 'admin') await requireOtherAdmin(tx, actor, person.id)
  const offboardAt = new Date(Date.now() + (await readGraceHours(tx)) * hourMs)
  await switchOff(tx, actor, person, { by: 'directory', offboardAt })
}

async function passOver(tx: Transaction, actor: Actor, { id, name }: Person): Promise<void> {
  await recordAudit(tx, actor, {
    action: 'person.stays_off',
    subject: { kind: 'person', id, label: name },
    detail: { by: 'admin' },
  })
}
