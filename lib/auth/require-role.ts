import { headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { hasRole, type PersonActor, type Role } from './actor.ts'
import { currentPerson } from './current-person.ts'
import { requestedPathHeader } from './requested-path-header.ts'

/**
 * The gate of every page: the signed-in person, who has at least this role.
 *
 * Signed out: leads to the sign-in page, which leads back. Role too low: the forbidden page (403).
 * What the person may see of a thing is for the query to decide; it takes the actor that comes from here.
 */
export async function requireRole(role: Role): Promise<PersonActor> {
  const person = await currentPerson()
  if (!person) {
    const path = (await headers()).get(requestedPathHeader)
    redirect(path && path !== '/' ? `/sign-in?to=${encodeURIComponent(path)}` : '/sign-in')
  }
  if (!hasRole(person, role)) forbidden()
  return person
}
