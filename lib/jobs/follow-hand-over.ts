import { endEarlierOwner } from '#lib/portal/installs/end-earlier-owner.ts'
import type { AfterHandOver } from '#lib/portal/ownership/hand-over-mac.ts'
import { announceAbilities } from '#lib/portal/privacy/announce-abilities.ts'

/** What follows for installs and for what IT can do, in the transaction that hands a Mac over. */
export const followHandOver: AfterHandOver = async (tx, actor, deviceId) => {
  await endEarlierOwner(tx, actor, deviceId)
  await announceAbilities(tx, deviceId)
}
