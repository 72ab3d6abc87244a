import { systemActor } from '#lib/auth/actor.ts'
import { startsSession } from '#lib/auth/company-sign-in.ts'
import { signInRefusal } from '#lib/auth/sign-in-refusal.ts'
import { beginSignIn } from '#lib/portal/accounts/begin-sign-in.ts'
import { forgiveSignIn } from '#lib/portal/accounts/forgive-sign-in.ts'
import { configuredSignIn } from './company-sign-in.ts'
import { signInAddress } from './sign-in-address.ts'

const actor = systemActor('Sign-in')

/** Answers a browser that comes back from the identity provider; too often in vain from one address, and it waits. */
export async function finishCompanySignIn(request: Request): Promise<Response> {
  const signIn = configuredSignIn()
  if (!signIn) return new Response(null, { status: 404 })
  const source = signInAddress(request.headers)
  const until = source && (await beginSignIn(actor, source))
  if (until) {
    const location = signInRefusal({ code: 'wait', until })
    return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
  }
  const answer = await signIn.finish(request)
  if (source && startsSession(answer)) await forgiveSignIn(actor, source)
  return answer
}
