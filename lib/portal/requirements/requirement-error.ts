/** A requirement that cannot be; the code is a key of the interface's messages. */
export class RequirementError extends Error {
  override readonly name = 'RequirementError'
  readonly code = 'app_or_group_gone'
}
