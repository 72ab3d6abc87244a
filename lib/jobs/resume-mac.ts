import type { Actor } from '#lib/auth/actor.ts'
import { resumeInstalls } from '#lib/portal/installs/resume-installs.ts'
import { resumeProfiles } from '#lib/portal/profiles/resume-profiles.ts'
import type { Transaction } from '#lib/server/prisma.ts'

/** A Mac that was leaving, or counted as gone, stays: what was on its way to it is sent again. */
export async function resumeMac(tx: Transaction, actor: Actor, deviceId: string): Promise<void> {
  await resumeProfiles(tx, deviceId)
  await resumeInstalls(tx, actor, deviceId)
}
