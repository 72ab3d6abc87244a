/** An app or other bundle that the package says it installs. All of it is the package's word: data, never trusted. */
export interface PackageBundle {
  identifier: string
  /** CFBundleShortVersionString */
  shortVersion: string | null
  /** CFBundleVersion */
  version: string | null
  /** Absolute where the install location is known, e.g. /Applications/Tea Timer.app */
  path: string
}

/** What a Mac can later report to prove that the install happened. */
export interface PrimaryBundle {
  identifier: string
  /** The short version, which is what people and InstalledApplicationList call the version. */
  version: string
  /** `package`: only the package identifier is known; no app list on the Mac will ever show it. */
  source: 'application' | 'bundle' | 'package'
}

export interface SigningCertificate {
  subject: string
  issuer: string
  notBefore: Date
  notAfter: Date
  sha256Hex: string
}

export type SignatureFault =
  | 'signature_mismatch'
  | 'chain_broken'
  | 'certificate_unreadable'
  | 'unsupported_signature'

export type PackageSignature =
  | { status: 'unsigned' }
  | { status: 'invalid'; fault: SignatureFault; chain: readonly SigningCertificate[] }
  | {
      status: 'signed'
      /** The common name of the certificate that signed. */
      signer: string
      trust: 'apple-developer-id' | 'other'
      teamId: string | null
      /** Of the whole chain at the moment of reading. */
      validity: 'valid' | 'expired' | 'not_yet_valid'
      chain: readonly SigningCertificate[]
    }

export type PackageWarning =
  | 'several_applications'
  | 'component_missing'
  | 'component_outside_package'
  | 'components_skipped'
  | 'title_missing'

export interface PackageFacts {
  kind: 'distribution' | 'component'
  title: string
  identifier: string
  version: string
  bundles: PackageBundle[]
  primaryBundle: PrimaryBundle | null
  minimumOsVersion: string | null
  installSizeBytes: number | null
  /** As the package writes them, e.g. ['arm64', 'x86_64']; empty when it says nothing. */
  hostArchitectures: string[]
  signature: PackageSignature
  warnings: PackageWarning[]
}
