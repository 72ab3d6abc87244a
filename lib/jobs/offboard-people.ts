import { systemActor } from '#lib/auth/actor.ts'
import { endInstallsOfPerson } from '#lib/portal/installs/end-installs-of-person.ts'
import { letMacGo } from '#lib/portal/macs/let-mac-go.ts'
import { holdSuddenLeavers } from '#lib/portal/offboarding/hold-sudden-leavers.ts'
import { listDueLeavers } from '#lib/portal/offboarding/list-due-leavers.ts'
import { type OffboardingSteps, offboardPerson } from '#lib/portal/offboarding/offboard-person.ts'
import { postponeLeaver } from '#lib/portal/offboarding/postpone-leaver.ts'
import { log } from '#lib/server/log.ts'

const zelf = systemActor('Zelf')
const atOnce = 20

const steps: OffboardingSteps = {
  letMacGo: (tx, deviceId) => letMacGo(tx, zelf, deviceId, 'offboarded'),
  endRequests: (tx, personId) => endInstallsOfPerson(tx, zelf, personId),
}

/**
 * Lets the Macs go of some whose account was switched off and whose time has come; true when there may be more. Each
 * person is one transaction, so that a crash, or one who cannot be dealt with, costs the others nothing.
 */
export async function offboardPeople(now = new Date()): Promise<boolean> {
  await holdSuddenLeavers(zelf, now)
  const due = await listDueLeavers(zelf, now, atOnce)
  for (const personId of due) {
    try {
      await offboardPerson(zelf, personId, now, steps)
    } catch (error) {
      log.error({ err: error, personId }, 'the Macs of somebody who left could not be let go; tried again')
      await postponeLeaver(zelf, personId, now)
    }
  }
  return due.length === atOnce
}
