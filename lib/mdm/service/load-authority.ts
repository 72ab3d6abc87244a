import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { type CertificateAuthority, createCertificateAuthority } from '../pki/certificate-authority.ts'
import { pemToCertificate } from '../pki/pem.ts'
import { retrieveAuthority, storeAuthority } from '../store/authority.ts'
import type { MdmOptions } from './mdm-options.ts'

type AuthorityOptions = Pick<MdmOptions, 'sql' | 'seal' | 'unseal' | 'clock' | 'randomBytes' | 'organization'>

/**
 * Gives the device authority, made at the first start. Two processes that start at once end with the same one.
 * Source: RFC 5280 section 4.2.1.9
 */
export async function loadAuthority(options: AuthorityOptions): Promise<CertificateAuthority> {
  const row = (await retrieveAuthority(options.sql)) ?? (await makeAuthority(options))
  return {
    certificatePem: row.certificatePem,
    certificateDer: pemToCertificate(row.certificatePem),
    privateKeyPem: Buffer.from(options.unseal(row.sealedKey)).toString('utf8'),
  }
}

async function makeAuthority(
  options: AuthorityOptions,
): Promise<{ certificatePem: string; sealedKey: Uint8Array }> {
  const { name } = await options.organization()
  const keyPair = await promisify(generateKeyPair)('rsa', { modulusLength: 3072 })
  const ca = createCertificateAuthority({
    organizationName: name,
    now: options.clock(),
    keyPair,
    serialBytes: options.randomBytes(16),
  })
  const sealedKey = options.seal(Buffer.from(ca.privateKeyPem, 'utf8'))
  await storeAuthority(options.sql, { certificatePem: ca.certificatePem, sealedKey })
  const kept = await retrieveAuthority(options.sql)
  if (!kept) throw new Error('the device authority was not kept')
  return kept
}

/**
 * Loads once; a failure is not remembered, so that the next caller tries again.
 * Source: RFC 5280 section 4.2.1.9
 */
export function rememberAuthority(options: AuthorityOptions): () => Promise<CertificateAuthority> {
  let known: Promise<CertificateAuthority> | null = null
  return () => {
    known ??= loadAuthority(options).catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
}
