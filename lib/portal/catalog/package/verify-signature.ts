import { verify, X509Certificate } from 'node:crypto'
import type { PackageSignature, SignatureFault } from './package-facts.ts'
import type { XarSignature } from './parse-toc.ts'
import { describeCertificate, isAnchoredAtApple, readDeveloperId, validityOf } from './signing-certificate.ts'
import type { XarArchive } from './xar-archive.ts'

const maxCertificates = 10
const maxKeyBits = 8192

/**
 * Checks who signed the package. The RSA signature covers the table of contents as stored, and that holds the
 * checksum of every file, so a good signature covers the whole package.
 *
 * Packages that Apple's tools sign carry an RSA and a CMS signature by the same key; the RSA one is checked here.
 * Whether the Macs trust the signer is their decision: `apple-developer-id` means that the chain ends in Apple's
 * root certificate, known by its fingerprint, and that the leaf is a "Developer ID Installer".
 */
export async function verifySignature(archive: XarArchive, now: Date): Promise<PackageSignature> {
  const { signatures } = archive.toc
  if (signatures.length === 0) return { status: 'unsigned' }
  const signature = signatures.find(({ style }) => style === 'RSA')
  if (!signature) return invalid('unsupported_signature')
  const chain = readChain(signature)
  const leaf = chain?.[0]
  if (!chain || !leaf) return invalid('certificate_unreadable')
  const fault = (await findSignatureFault(archive, signature, leaf)) ?? findChainFault(chain)
  if (fault) return invalid(fault, chain)
  const developerId = isAnchoredAtApple(chain) ? readDeveloperId(leaf) : null
  return {
    status: 'signed',
    signer: describeCertificate(leaf).subject,
    trust: developerId ? 'apple-developer-id' : 'other',
    teamId: developerId?.teamId ?? null,
    validity: validityOf(chain, now),
    chain: chain.map(describeCertificate),
  }
}

function invalid(fault: SignatureFault, chain: X509Certificate[] = []): PackageSignature {
  return { status: 'invalid', fault, chain: chain.map(describeCertificate) }
}

function readChain({ certificatesBase64 }: XarSignature): X509Certificate[] | null {
  if (certificatesBase64.length > maxCertificates) return null
  try {
    const chain = certificatesBase64.map((base64) => new X509Certificate(Buffer.from(base64, 'base64')))
    // An unreadable key or date shows only when asked for.
    return chain.every(({ publicKey, validFromDate }) => publicKey && validFromDate) ? chain : null
  } catch {
    return null
  }
}

async function findSignatureFault(
  archive: XarArchive,
  signature: XarSignature,
  { publicKey }: X509Certificate,
): Promise<SignatureFault | null> {
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0
  if (publicKey.asymmetricKeyType !== 'rsa' || bits > maxKeyBits) return 'unsupported_signature'
  if (signature.length !== Math.ceil(bits / 8)) return 'signature_mismatch'
  const good = verify(archive.tocDigest, archive.tocCompressed, publicKey, await archive.readHeap(signature))
  return good ? null : 'signature_mismatch'
}

function findChainFault(chain: X509Certificate[]): SignatureFault | null {
  const linked = chain.every((certificate, index) => {
    const issuer = chain[index + 1]
    return !issuer || (issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey))
  })
  return linked ? null : 'chain_broken'
}
