export type Role = 'employee' | 'helpdesk' | 'admin'

declare const made: unique symbol

/**
 * Who acts. Only requireRole and systemActor make one, and every portal query and write wants one first,
 * so what nobody was let in for does not compile.
 */
export interface Actor {
  readonly [made]: true
  readonly kind: 'person' | 'system' | 'device'
  /** The person's id; null for the system. */
  readonly id: string | null
  readonly name: string
  readonly role: Role | 'system'
}

/** A signed-in person. */
export interface PersonActor extends Actor {
  readonly kind: 'person'
  readonly id: string
  readonly role: Role
  readonly email: string
  readonly locale: 'en' | 'nl' | null
}

const rank: Record<Role, number> = { employee: 0, helpdesk: 1, admin: 2 }

export function hasRole(actor: Actor, role: Role): boolean {
  return actor.role === 'system' || rank[actor.role] >= rank[role]
}

/** Only for lib/auth: turns what a session or a key proved into an actor. */
export function makePersonActor(person: Omit<PersonActor, typeof made | 'kind'>): PersonActor {
  return { ...person, kind: 'person' } as PersonActor
}

/** Zelf itself: jobs, start-up, reactions to what a Mac said. */
export function systemActor(name: string): Actor {
  return { kind: 'system', id: null, name, role: 'system' } as Actor
}
