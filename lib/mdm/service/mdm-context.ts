import type { AccountRefusals } from './account-refusals.ts'
import type { CommandDesk } from './command-desk.ts'
import type { LastSeen } from './last-seen.ts'
import type { DeviceAuthority } from './load-authority.ts'
import type { MdmOptions } from './mdm-options.ts'
import type { KnownAuthorities } from './remember-authorities.ts'
import type { TrustedProxies } from './trusted-proxies.ts'

/**
 * What every service function may use.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export type MdmContext = MdmOptions & {
  /** the one that issues and signs */
  authority(): Promise<DeviceAuthority>
  authorities: KnownAuthorities
  lastSeen: LastSeen
  trustedProxies: TrustedProxies | null
  desk: CommandDesk
  accountRefusals: AccountRefusals
}
