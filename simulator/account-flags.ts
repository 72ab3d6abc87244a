import type { AccountEnrollmentOptions } from './mac/enroll-account.ts'
import { scriptedWebView } from './mac/scripted-web-view.ts'
import { FlagError, type MacFlagValues } from './mac-flags.ts'

function oneOf<T extends string>(flag: string, given: string | boolean | undefined, words: readonly T[]) {
  const found = words.find((word) => word === given)
  if (given !== undefined && !found) throw new FlagError(`--${flag} is ${words.join(' or ')}, not “${given}”`)
  return found
}

/** How a pretend Mac enrols by an account: nobody sits in front of it, so a script signs in. */
export function accountOptionsFromFlags(
  account: string,
  values: MacFlagValues,
  trustedPem?: string[],
): AccountEnrollmentOptions {
  if (!/^[^@\s]+@[^@\s]+$/.test(account))
    throw new FlagError(`“${account}” is no account; it looks like an address`)
  const { server, person } = values
  return {
    account,
    kind: oneOf('kind', values.kind, ['byod', 'adde']),
    ...(typeof server === 'string' && { server }),
    webView: scriptedWebView({
      person: typeof person === 'string' ? person : account.slice(0, account.lastIndexOf('@')),
      ownership: oneOf('ownership', values.ownership, ['personal', 'company']) ?? 'personal',
      trustedPem,
    }),
  }
}
