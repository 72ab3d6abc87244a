import type { PackageRefusal } from './package/judge-package.ts'

/** The file is a package, but not one that a Mac would take. `code` is the first of the reasons. */
export class PackageRefusedError extends Error {
  override readonly name = 'PackageRefusedError'
  readonly code: PackageRefusal

  constructor(refusals: [PackageRefusal, ...PackageRefusal[]]) {
    super(refusals.join(', '))
    this.code = refusals[0]
  }
}
