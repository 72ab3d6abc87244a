/** The part of next-intl's translator for `admin-audit` that entryWords needs. */
export interface ActionWords {
  (key: string): string
  has(key: string): boolean
}

/** What happened, in words; an action without words yet shows its own name. */
export function entryWords(t: ActionWords, action: string): string {
  const key = `actions.${action}`
  return t.has(key) ? t(key) : action
}
