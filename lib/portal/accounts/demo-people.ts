import type { Role } from '#lib/auth/actor.ts'

export interface DemoPerson {
  email: string
  name: string
  role: Role
  locale: 'en' | 'nl'
  groups: string[]
}

/** The group that everybody is in. */
export const everyoneGroup = 'Everyone'

/** The groups of the demo, beside the one that everybody is in. */
export const demoGroups = ['Design', 'Engineering']

/** Who can sign in to a demo with one click. Nobody can outside a demo. */
export const demoPeople: DemoPerson[] = [
  {
    email: 'sanne.devries@example.com',
    name: 'Sanne de Vries',
    role: 'employee',
    locale: 'nl',
    groups: ['Design'],
  },
  {
    email: 'tom.baker@example.com',
    name: 'Tom Baker',
    role: 'employee',
    locale: 'en',
    groups: ['Engineering'],
  },
  { email: 'priya.nair@example.com', name: 'Priya Nair', role: 'helpdesk', locale: 'en', groups: [] },
  { email: 'jonas.visser@example.com', name: 'Jonas Visser', role: 'admin', locale: 'en', groups: [] },
]
