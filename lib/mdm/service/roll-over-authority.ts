import { pemToCertificate } from '../pki/pem.ts'
import { readCertificate } from '../pki/read-certificate.ts'
import { MdmError } from '../protocol/errors.ts'
import {
  type AuthoritySummary,
  listAuthorities,
  storeDistrust,
  storeNextAuthority,
} from '../store/authority.ts'
import { makeAuthority } from './load-authority.ts'
import type { MdmContext } from './mdm-context.ts'

/**
 * A device authority as an operator sees it.
 * Source: RFC 5280 section 4.2.1.9
 */
export type DeviceAuthorityState = Omit<AuthoritySummary, 'certificatePem'> & {
  subject: string
  notAfter: Date
}

/**
 * Makes a new device authority the one that issues. The one before retires: the identities that it issued are
 * believed until each Mac has fetched its next one, which renewIdentities sees to. Other processes hear of it within
 * a minute, or when they meet the first identity of the new one.
 *
 * throws   MdmError authority_exists when it was done today already.
 * spec     RFC 8894 section 4.7
 */
export async function rollOverAuthority(context: MdmContext): Promise<{ id: string; notAfter: Date }> {
  await context.authority()
  const day = context.clock().toISOString().slice(0, 10).replaceAll('-', '')
  const id = `device-ca-${day}`
  const made = await makeAuthority(context, day)
  if (!(await storeNextAuthority(context.sql, { id, ...made }, context.clock()))) {
    throw new MdmError('authority_exists', 'The authority was rolled over today already.')
  }
  await context.authorities.refresh()
  return { id, notAfter: readCertificate(pemToCertificate(made.certificatePem)).notAfter }
}

/**
 * Stops believing a retired authority at once, for when its key is no longer secret. Macs that have not fetched a new
 * identity by then have to enroll again.
 *
 * throws   MdmError authority_not_retired.
 * spec     RFC 5280 section 6.1
 */
export async function distrustAuthority(context: MdmContext, id: string): Promise<void> {
  if (!(await storeDistrust(context.sql, id))) {
    throw new MdmError('authority_not_retired', 'Only an authority that has retired can be distrusted.')
  }
  await context.authorities.refresh()
}

/**
 * All authorities there ever were, the youngest first, and how many enrolled Macs speak with an identity of each.
 * Source: RFC 5280 section 4.2.1.9
 */
export async function listDeviceAuthorities(context: MdmContext): Promise<DeviceAuthorityState[]> {
  await context.authority()
  return (await listAuthorities(context.sql)).map(({ certificatePem, ...authority }) => {
    const { subjectCommonName, notAfter } = readCertificate(pemToCertificate(certificatePem))
    return { ...authority, subject: subjectCommonName ?? '', notAfter }
  })
}
