import type { PackageFacts, PackageWarning } from './package-facts.ts'

export type PackageRefusal = 'component_package' | 'unsigned' | 'signature_invalid'

export type PackageConcern =
  | PackageWarning
  | 'certificate_expired'
  | 'certificate_not_yet_valid'
  | 'untrusted_signer'
  | 'no_bundle_to_prove'

export interface PackageJudgement {
  refusals: PackageRefusal[]
  warnings: PackageConcern[]
}

/**
 * Whether a Mac would install the package when told to by InstallEnterpriseApplication.
 *
 * refusals  it would not: the command needs a signed distribution package.
 * warnings  it may, but someone must know: the Macs have to trust the signer themselves, or nothing will prove the
 *           install afterwards.
 */
export function judgePackage(facts: PackageFacts): PackageJudgement {
  const { signature } = facts
  const refusals: PackageRefusal[] = []
  const warnings: PackageConcern[] = [...facts.warnings]
  if (facts.kind === 'component') refusals.push('component_package')
  if (signature.status === 'unsigned') refusals.push('unsigned')
  if (signature.status === 'invalid') refusals.push('signature_invalid')
  if (signature.status === 'signed') {
    if (signature.validity === 'expired') warnings.push('certificate_expired')
    if (signature.validity === 'not_yet_valid') warnings.push('certificate_not_yet_valid')
    if (signature.trust === 'other') warnings.push('untrusted_signer')
  }
  if (facts.primaryBundle === null || facts.primaryBundle.source === 'package')
    warnings.push('no_bundle_to_prove')
  return { refusals, warnings }
}
