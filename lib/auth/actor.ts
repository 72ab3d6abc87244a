import type { ApiScope } from './api-scopes.ts'

export type Role = 'employee' | 'helpdesk' | 'admin'

declare const made: unique symbol

/**
 * Who acts. Only requireRole, readApiToken and systemActor make one, and every portal query and write wants one
 * first, so what nobody was let in for does not compile.
 */
export interface Actor {
  readonly [made]: true
  readonly kind: 'person' | 'system' | 'device' | 'token'
  /** The person's or token's id; null for the system. */
  readonly id: string | null
  readonly name: string
  readonly role: Role | 'system' | 'token'
}

/** A signed-in person. */
export interface PersonActor extends Actor {
  readonly kind: 'person'
  readonly id: string
  readonly role: Role
  readonly email: string
  readonly locale: 'en' | 'nl' | null
}

/** A program with a token of the operator API: it has no role, and does what its scopes name. */
export interface TokenActor extends Actor {
  readonly kind: 'token'
  readonly id: string
  readonly role: 'token'
  readonly scopes: readonly ApiScope[]
}

const rank: Record<Role, number> = { employee: 0, helpdesk: 1, admin: 2 }

export function hasRole(actor: Actor, role: Role): boolean {
  if (actor.role === 'token') return false
  return actor.role === 'system' || rank[actor.role] >= rank[role]
}

/** Only for lib/auth: turns what a session or a key proved into an actor. */
export function makePersonActor(person: Omit<PersonActor, typeof made | 'kind'>): PersonActor {
  return { ...person, kind: 'person' } as PersonActor
}

/** Only for lib/auth: turns a token that is good into an actor. */
export function makeTokenActor(token: Pick<TokenActor, 'id' | 'name' | 'scopes'>): TokenActor {
  return { ...token, kind: 'token', role: 'token' } as TokenActor
}

/** Zelf itself: jobs, start-up, reactions to what a Mac said. */
export function systemActor(name: string): Actor {
  return { kind: 'system', id: null, name, role: 'system' } as Actor
}
