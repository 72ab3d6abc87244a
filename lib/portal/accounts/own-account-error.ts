/** An admin tried to switch off the own account, and would be locked out. */
export class OwnAccountError extends Error {
  readonly code = 'own_account'
}
