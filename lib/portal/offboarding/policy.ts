import type { Device, Person } from '#lib/server/generated/client.ts'

type LeaverMac = Pick<Device, 'ownership' | 'status' | 'leftHow' | 'returnAskedAt' | 'returnedAt'>

/** Of the Macs of somebody who leaves, those that are told to remove their enrolment and those that are asked back. */
export function chooseMacs<Mac extends LeaverMac>(macs: readonly Mac[]): { released: Mac[]; awaited: Mac[] } {
  return {
    // One that is only silent is enrolled yet, and may speak again.
    released: macs.filter((mac) => mac.ownership === 'personal' && isHere(mac, ['silent'])),
    // The company's own is with the person also when it has taken its profile off.
    awaited: macs.filter(
      (mac) =>
        mac.ownership === 'company' &&
        isHere(mac, ['silent', 'checked_out']) &&
        !mac.returnAskedAt &&
        !mac.returnedAt,
    ),
  }
}

function isHere({ status, leftHow }: LeaverMac, thoughLeft: string[]): boolean {
  return status === 'enrolled' || thoughLeft.includes(leftHow ?? '')
}

/**
 * How far it has come with the Macs of somebody whose account is off. held: an admin is asked; grace: they go later;
 * now: a job is at it; kept: they are left alone.
 */
export type LeavingPhase = 'held' | 'grace' | 'now' | 'done' | 'kept'

export function phaseOf(
  person: Pick<Person, 'offboardAt' | 'offboardHeldAt' | 'offboardedAt'>,
  now: Date,
): LeavingPhase {
  if (person.offboardHeldAt) return 'held'
  if (person.offboardAt) return person.offboardAt > now ? 'grace' : 'now'
  return person.offboardedAt ? 'done' : 'kept'
}
