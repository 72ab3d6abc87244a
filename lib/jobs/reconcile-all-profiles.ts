import { systemActor } from '#lib/auth/actor.ts'
import { announceAbilities } from '#lib/portal/privacy/announce-abilities.ts'
import { reconcileProfiles } from '#lib/portal/profiles/reconcile-profiles.ts'

/**
 * Goes on until what every Mac was sent agrees with what its owner's groups are assigned. An owner whose Mac lets IT do
 * more by it is told.
 */
export async function reconcileAllProfiles(): Promise<void> {
  let dealtWith = 1
  while (dealtWith > 0) dealtWith = await reconcileProfiles(systemActor('Zelf'), announceAbilities)
}
