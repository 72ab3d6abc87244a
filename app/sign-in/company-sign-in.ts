import { systemActor } from '#lib/auth/actor.ts'
import { companySignIn } from '#lib/auth/company-sign-in.ts'
import { admitPerson } from '#lib/portal/accounts/admit-person.ts'

/** Sign-in at the identity provider with our rules of who comes in; null when none is configured. */
export function configuredSignIn() {
  return companySignIn((claims) => admitPerson(systemActor('Sign-in'), claims))
}
