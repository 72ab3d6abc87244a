import type { z } from 'zod'
import type { Actor } from '#lib/auth/actor.ts'
import type { personInput } from '#lib/portal/offboarding/schema.ts'
import { welcomeBack } from '#lib/portal/offboarding/welcome-back.ts'
import { keepMacsOf } from './keep-macs-of.ts'

/** An admin switches somebody's account on again; their Macs that have not left yet stay. Throws what welcomeBack throws. */
export function welcomePersonBack(actor: Actor, input: z.output<typeof personInput>): Promise<void> {
  return welcomeBack(actor, input, keepMacsOf)
}
