import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { keepMac } from '#lib/portal/macs/keep-mac.ts'
import type { macInput } from '#lib/portal/macs/schema.ts'
import { resumeMac } from './resume-mac.ts'

/** A Mac that was leaving stays, and gets what was on its way to it. Throws what keepMac throws. */
export function keepMacAfterAll(actor: PersonActor, input: z.output<typeof macInput>): Promise<void> {
  return keepMac(actor, input, resumeMac)
}
