import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { resumeInstalls } from '#lib/portal/installs/resume-installs.ts'
import { keepMac } from '#lib/portal/macs/keep-mac.ts'
import type { macInput } from '#lib/portal/macs/schema.ts'
import { resumeProfiles } from '#lib/portal/profiles/resume-profiles.ts'

/** A Mac that was leaving stays, and gets what was on its way to it. Throws what keepMac throws. */
export async function keepMacAfterAll(actor: PersonActor, input: z.output<typeof macInput>): Promise<void> {
  await keepMac(actor, input, async (tx, deviceId) => {
    await resumeProfiles(tx, deviceId)
    await resumeInstalls(tx, actor, deviceId)
  })
}
