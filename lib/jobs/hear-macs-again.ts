import { systemActor } from '#lib/auth/actor.ts'
import { welcomeBackMacs } from '#lib/portal/macs/welcome-back-macs.ts'
import { resumeMac } from './resume-mac.ts'

/** Goes on until every Mac that was silent and has spoken since is back. */
export async function hearMacsAgain(): Promise<void> {
  let more = true
  while (more) more = await welcomeBackMacs(systemActor('Zelf'), resumeMac)
}
