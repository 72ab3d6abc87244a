import type { PersonActor } from './actor.ts'
import { currentSession } from './current-session.ts'

/** Who is signed in, or null. Asks for no role: pages and actions that need one call requireRole. */
export async function currentPerson(): Promise<PersonActor | null> {
  return (await currentSession())?.person ?? null
}
