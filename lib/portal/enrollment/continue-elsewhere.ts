/**
 * The whole address of a step of the wizard, for another Mac. Only whom it is opened by decides what they see there:
 * without a session it leads to signing in, and back.
 */
export function continueElsewhere(publicUrl: string, path: string): string {
  return `${publicUrl.replace(/\/+$/, '')}${path}`
}
