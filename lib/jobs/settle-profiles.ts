import { systemActor } from '#lib/auth/actor.ts'
import { reconcileProfiles } from '#lib/portal/profiles/reconcile-profiles.ts'

/** Batch after batch, until wishes and records agree. */
export async function settleProfiles(): Promise<void> {
  while ((await reconcileProfiles(systemActor('Zelf'))) > 0);
}
