import { type ExpiringIdentity, listExpiringIdentities } from '../store/renewals.ts'
import { endOfRenewal } from './judge-expiry.ts'
import type { MdmContext } from './mdm-context.ts'
import { renewIdentities } from './renew-identities.ts'
import {
  type DeviceAuthorityState,
  distrustAuthority,
  listDeviceAuthorities,
  rollOverAuthority,
} from './roll-over-authority.ts'

/**
 * What is done for the identities of all Macs, and for the authorities that issue them.
 * Source: RFC 8894 sections 2.3 and 4.7
 */
export interface IdentityOffice {
  caCertificatePem(): Promise<string>
  /** Has Macs fetch their next identity before the one they have expires; gives how many were asked. */
  renewIdentities(): Promise<number>
  /** Macs whose identity expires within 60 days, the most urgent first. */
  expiringIdentities(limit: number): Promise<ExpiringIdentity[]>
  authorities(): Promise<DeviceAuthorityState[]>
  /** Throws MdmError authority_exists. */
  rollOverAuthority(): Promise<{ id: string; notAfter: Date }>
  /** Throws MdmError authority_not_retired. */
  distrustAuthority(id: string): Promise<void>
}

/**
 * Opens it.
 * Source: RFC 8894 sections 2.3 and 4.7
 */
export function createIdentityOffice(context: MdmContext): IdentityOffice {
  return {
    caCertificatePem: async () => (await context.authority()).certificatePem,
    renewIdentities: () => renewIdentities(context),
    expiringIdentities: (limit) => listExpiringIdentities(context.sql, endOfRenewal(context.clock()), limit),
    authorities: () => listDeviceAuthorities(context),
    rollOverAuthority: () => rollOverAuthority(context),
    distrustAuthority: (id) => distrustAuthority(context, id),
  }
}
