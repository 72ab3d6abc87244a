import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import type { Change } from '#lib/server/change-hub.ts'

/** Employees hear of what is theirs; the helpdesk and admins of everything. */
export function mayHear(person: PersonActor, change: Change): boolean {
  return change.personId === person.id || hasRole(person, 'helpdesk')
}
