/** What a token of the operator API may be made for. A token may do nothing that is not named here for it. */
export const apiScopes = [
  'enrollment-links:read',
  'enrollment-links:write',
  'devices:read',
  'commands:read',
  'commands:write',
  'commands:lock',
  'commands:erase',
  'webhooks:read',
  'webhooks:write',
  'scim',
] as const

export type ApiScope = (typeof apiScopes)[number]

export function isApiScope(word: string): word is ApiScope {
  return apiScopes.some((scope) => scope === word)
}
