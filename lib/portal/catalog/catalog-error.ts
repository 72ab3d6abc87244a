export type CatalogErrorCode =
  | 'app_not_found'
  | 'package_not_found'
  | 'package_of_another_app'
  | 'package_too_large'
  | 'upload_broken_off'
  | 'empty_upload'
  | 'duplicate_package'
  | 'slug_taken'
  | 'no_package'
  | 'icon_too_large'
  | 'icon_not_png'

/** A change to the catalogue that cannot be. The pages turn the code into words (errors.<code>). */
export class CatalogError extends Error {
  override readonly name = 'CatalogError'
  readonly code: CatalogErrorCode
  /** What the words need, e.g. the name of the app that has the package already. */
  readonly values: Record<string, string>

  constructor(code: CatalogErrorCode, values: Record<string, string> = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.values = values
  }
}
