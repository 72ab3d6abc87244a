import type { MdmEventRecord } from '#lib/mdm/server.ts'
import * as enrollmentAccountRefused from '#lib/portal/enrollment/on-account-refused.ts'
import * as installsCheckedOut from '#lib/portal/installs/on-checked-out.ts'
import * as installsCommandAnswered from '#lib/portal/installs/on-command-answered.ts'
import * as installsEnrolled from '#lib/portal/installs/on-enrolled.ts'
import * as installsInventoryUpdated from '#lib/portal/installs/on-inventory-updated.ts'
import * as macsCheckedOut from '#lib/portal/macs/on-checked-out.ts'
import * as macsCommandAnswered from '#lib/portal/macs/on-command-answered.ts'
import * as macsEnrolled from '#lib/portal/macs/on-enrolled.ts'
import * as macsIdentityExpiring from '#lib/portal/macs/on-identity-expiring.ts'
import * as macsInventoryUpdated from '#lib/portal/macs/on-inventory-updated.ts'
import * as offboardingEnrolled from '#lib/portal/offboarding/on-enrolled.ts'
import * as privacyCommandAnswered from '#lib/portal/privacy/on-command-answered.ts'
import * as privacyEnrolled from '#lib/portal/privacy/on-enrolled.ts'
import * as privacyInventoryUpdated from '#lib/portal/privacy/on-inventory-updated.ts'
import * as profilesCheckedOut from '#lib/portal/profiles/on-checked-out.ts'
import * as profilesCommandAnswered from '#lib/portal/profiles/on-command-answered.ts'
import * as profilesEnrolled from '#lib/portal/profiles/on-enrolled.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { heedFollowedCommands } from './heed-followed-commands.ts'
import { switchOnDeclarations } from './switch-on-declarations.ts'

export interface MdmEventListener {
  hear(tx: Transaction, event: MdmEventRecord): Promise<void>
  /** Of many events at once, the ids of those that it would do something for. One without it hears them all. */
  heed?(events: readonly MdmEventRecord[]): Promise<string[]>
}

const heed = heedFollowedCommands

/** Who hears of what, in this order: Macs first, as the others look for the device row. */
export const mdmEventListeners: Partial<Record<MdmEventRecord['kind'], MdmEventListener[]>> = {
  account_refused: [{ hear: enrollmentAccountRefused.onAccountRefused }],
  enrolled: [
    { hear: macsEnrolled.onEnrolled },
    { hear: installsEnrolled.onEnrolled },
    { hear: profilesEnrolled.onEnrolled },
    { hear: privacyEnrolled.onEnrolled },
    { hear: offboardingEnrolled.onEnrolled },
    { hear: switchOnDeclarations },
  ],
  checked_out: [
    { hear: macsCheckedOut.onCheckedOut },
    { hear: installsCheckedOut.onCheckedOut },
    { hear: profilesCheckedOut.onCheckedOut },
  ],
  identity_expiring: [{ hear: macsIdentityExpiring.onIdentityExpiring }],
  command_answered: [
    { hear: macsCommandAnswered.onCommandAnswered, heed },
    { hear: installsCommandAnswered.onCommandAnswered, heed },
    { hear: profilesCommandAnswered.onCommandAnswered, heed },
    { hear: privacyCommandAnswered.onCommandAnswered, heed },
  ],
  inventory_updated: [
    { hear: macsInventoryUpdated.onInventoryUpdated },
    { hear: installsInventoryUpdated.onInventoryUpdated },
    { hear: privacyInventoryUpdated.onInventoryUpdated },
  ],
}
