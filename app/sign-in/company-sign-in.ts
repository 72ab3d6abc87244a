import { systemActor } from '#lib/auth/actor.ts'
import { companySignIn } from '#lib/auth/company-sign-in.ts'
import { admitPerson } from '#lib/portal/accounts/admit-person.ts'
import { beginSignIn } from '#lib/portal/accounts/begin-sign-in.ts'

const actor = systemActor('Sign-in')

/** Sign-in at the identity provider with our rules of who comes in, and how often; null when none is configured. */
export function configuredSignIn() {
  return companySignIn(async (claims) => {
    const { issuer, subject, email } = claims
    const until = await beginSignIn(actor, { kind: 'account', issuer, subject, name: email ?? subject })
    return until ? { admitted: false, code: 'wait', until } : admitPerson(actor, claims)
  })
}
