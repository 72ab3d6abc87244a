import type { CertificateAuthority } from '../pki/certificate-authority.ts'
import type { LastSeen } from './last-seen.ts'
import type { MdmOptions } from './mdm-options.ts'

/**
 * What every service function may use.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export type MdmContext = MdmOptions & {
  authority(): Promise<CertificateAuthority>
  lastSeen: LastSeen
}
