import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { type CertificateAuthority, createCertificateAuthority } from '../pki/certificate-authority.ts'
import { pemToCertificate } from '../pki/pem.ts'
import { type AuthorityRow, retrieveTrustedAuthorities, storeFirstAuthority } from '../store/authority.ts'
import type { MdmOptions } from './mdm-options.ts'

type AuthorityOptions = Pick<MdmOptions, 'sql' | 'seal' | 'unseal' | 'clock' | 'randomBytes' | 'organization'>

/**
 * An authority whose identities are believed.
 * Source: RFC 5280 section 4.2.1.9
 */
export type DeviceAuthority = CertificateAuthority & { id: string; state: 'active' | 'retired' }

/**
 * The one that issues, and those that did before.
 * Source: RFC 8894 section 4.7 (roll-over)
 */
export type TrustedAuthorities = readonly [DeviceAuthority, ...DeviceAuthority[]]

/**
 * Three private operations an enrollment: 0.9 ms with 2048 bits, 2.5 ms with 3072 (bench/scep-cost.ts). The identities
 * that it signs have 2048 bits themselves. Older authorities keep the size that they were made with.
 */
const modulusBits = 2048

/**
 * Gives the trusted authorities, the active one first; the first of all is made at the first start. Two processes
 * that start at once end with the same one.
 * Source: RFC 5280 section 4.2.1.9
 */
export async function loadAuthorities(options: AuthorityOptions): Promise<TrustedAuthorities> {
  const rows = await retrieveTrustedAuthorities(options.sql)
  const found = rows.length > 0 ? rows : await makeFirstAuthority(options)
  const [active, ...retired] = found.map((row) => openAuthority(options, row))
  if (active?.state !== 'active') throw new Error('no device authority is active')
  return [active, ...retired]
}

/**
 * Makes the key and the certificate of an authority, and seals the key.
 * Source: RFC 5280 section 4.2.1.9
 */
export async function makeAuthority(
  options: AuthorityOptions,
  generation?: string,
): Promise<Pick<AuthorityRow, 'certificatePem' | 'sealedKey'>> {
  const { name } = await options.organization()
  const keyPair = await promisify(generateKeyPair)('rsa', { modulusLength: modulusBits })
  const ca = createCertificateAuthority({
    organizationName: name,
    generation,
    now: options.clock(),
    keyPair,
    serialBytes: options.randomBytes(16),
  })
  return {
    certificatePem: ca.certificatePem,
    sealedKey: options.seal(Buffer.from(ca.privateKeyPem, 'utf8')),
  }
}

async function makeFirstAuthority(options: AuthorityOptions): Promise<AuthorityRow[]> {
  await storeFirstAuthority(options.sql, await makeAuthority(options), options.clock())
  return retrieveTrustedAuthorities(options.sql)
}

function openAuthority(options: AuthorityOptions, row: AuthorityRow): DeviceAuthority {
  return {
    id: row.id,
    state: row.state,
    certificatePem: row.certificatePem,
    certificateDer: pemToCertificate(row.certificatePem),
    privateKeyPem: Buffer.from(options.unseal(row.sealedKey)).toString('utf8'),
  }
}
