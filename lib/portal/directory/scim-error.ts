export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'uniqueness'

/** Why the directory's request is not done, in the words of RFC 7644 section 3.12. */
export class ScimError extends Error {
  readonly code: ScimType | 'not_found' | 'version_mismatch'
  readonly status: 400 | 404 | 409 | 412
  /** Where that stands which is there already. */
  readonly location: string | null

  constructor(code: ScimError['code'], message: string, options: ErrorOptions & { location?: string } = {}) {
    super(message, options)
    this.code = code
    this.status =
      code === 'not_found' ? 404 : code === 'version_mismatch' ? 412 : code === 'uniqueness' ? 409 : 400
    this.location = options.location ?? null
  }
}
