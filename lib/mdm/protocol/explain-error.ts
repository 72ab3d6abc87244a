import { type ErrorReason, errorTable } from './explain-error-table.ts'

/**
 * An entry of an error chain as a Mac sends it and the history keeps it.
 * Source: Apple, "Handling errors" (ErrorChainItem)
 */
export type ErrorChainEntry = { ErrorDomain?: unknown; ErrorCode?: unknown }

/**
 * reason   'unknown' when nothing in the chain is known: then the Mac's own words have to do
 * domain   and code: the entry that it is read from, or the outermost one
 * Source: Apple, "Handling errors" (ErrorChainItem)
 */
export type ErrorExplanation = {
  reason: ErrorReason | 'unknown'
  domain: string | null
  code: number | null
}

const appRequests: ReadonlySet<string> = new Set(['InstallApplication', 'InstallEnterpriseApplication'])

/**
 * Finds out why a Mac refused a command: the first entry from the outside in whose meaning is known. Outer entries
 * often only say that it failed, and those are not in the table.
 *
 * requestType   what was asked; null when that is not known
 * spec          Apple, "Handling errors"; "Mobile Device Management Protocol Reference" (Error Codes)
 */
export function explainError(
  requestType: string | null,
  errorChain: readonly ErrorChainEntry[],
): ErrorExplanation {
  const entries = errorChain.map(readEntry)
  for (const entry of entries) {
    const reason = reasonOf(requestType, entry)
    if (reason) return { ...entry, reason }
  }
  return { reason: 'unknown', ...(entries[0] ?? { domain: null, code: null }) }
}

type Entry = { domain: string | null; code: number | null }

function readEntry({ ErrorDomain, ErrorCode }: ErrorChainEntry): Entry {
  return {
    domain: typeof ErrorDomain === 'string' ? ErrorDomain : null,
    code: typeof ErrorCode === 'number' ? ErrorCode : null,
  }
}

function reasonOf(requestType: string | null, { domain, code }: Entry): ErrorReason | null {
  if (domain === null || code === null || !Object.hasOwn(errorTable, domain)) return null
  // The store does not know the app; elsewhere the number says nothing.
  if (code === 12_023 && requestType !== null && appRequests.has(requestType)) return 'license_missing'
  const found = errorTable[domain]?.find(([, codes]) =>
    codes.some((one) => (typeof one === 'number' ? one === code : code >= one[0] && code <= one[1])),
  )
  return found?.[0] ?? null
}
