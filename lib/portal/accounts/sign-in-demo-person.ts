import type { Actor } from '#lib/auth/actor.ts'
import { createSession } from '#lib/auth/create-session.ts'
import { endSession } from '#lib/auth/end-session.ts'
import { newSessionToken } from '#lib/auth/session-token.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { env } from '#lib/server/env.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { DemoSignInError } from './demo-sign-in-error.ts'

export interface DemoSignIn {
  personId: string
  userAgent: string | null
  /** The token that this browser came with: it ends, so that no session outlives a sign-in. */
  replacesToken: string | undefined
}

/** Starts a session for a demo person, without a password. Throws DemoSignInError anywhere but in a demo. */
export async function signInDemoPerson(
  actor: Actor,
  signIn: DemoSignIn,
): Promise<{ token: string; expiresAt: Date }> {
  if (!env().demo) throw new DemoSignInError()
  return inTransaction(async (tx) => {
    const person = await tx.person.findUnique({ where: { id: signIn.personId, isDemo: true, active: true } })
    if (!person) throw new DemoSignInError()
    if (signIn.replacesToken) await endSession(tx, signIn.replacesToken)
    const token = newSessionToken()
    const { personId, userAgent } = signIn
    const { expiresAt } = await createSession(tx, { token, personId, userAgent })
    await tx.person.update({ where: { id: person.id }, data: { signedInAt: new Date() } })
    await recordAudit(tx, actor, {
      action: 'person.signed_in',
      subject: { kind: 'person', id: person.id, label: person.name },
      detail: { way: 'demo', role: person.role },
    })
    return { token, expiresAt }
  })
}
