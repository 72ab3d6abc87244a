export type PackageErrorCode =
  | 'unreadable_file'
  | 'not_a_package'
  | 'truncated'
  | 'toc_too_large'
  | 'toc_corrupt'
  | 'toc_checksum_mismatch'
  | 'unsupported_checksum'
  | 'unsupported_encoding'
  | 'malformed_xml'
  | 'malformed_toc'
  | 'member_too_large'
  | 'member_corrupt'
  | 'no_distribution_or_package_info'

/** The package cannot be read at all. The code is stable: the pages turn it into a reason and a next step. */
export class PackageError extends Error {
  override readonly name = 'PackageError'
  readonly code: PackageErrorCode

  constructor(code: PackageErrorCode, detail: string, options?: { cause?: unknown }) {
    super(detail, options)
    this.code = code
  }
}
