import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { codeRedirect, tokenRedirect } from '#lib/mdm/protocol/account-sign-in.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import type { accountEnrollmentInput } from './account-enrollment-input.ts'
import { EnrollmentError } from './enrollment-error.ts'
import { judgeAccount } from './judge-account.ts'

const enrollmentTypes = { account_user: 'user', account_device: 'device' } as const

/**
 * The person who signed in on a Mac confirms: an invitation is made for it, and the address with which the web view
 * hands the Mac its token, or its code. What they began before and did not finish ends with it where only so many Macs
 * are allowed. Throws EnrollmentError.
 */
export async function beginAccountEnrollment(
  actor: PersonActor,
  { kind, account, ownership, state }: z.output<typeof accountEnrollmentInput>,
): Promise<{ location: string }> {
  const begun = await inTransaction(async (tx) => {
    const { refusal, offered, ...situation } = await judgeAccount(tx, actor, { kind, account, ownership })
    if (refusal) return refusal
    const request = {
      personId: actor.id,
      ownership,
      enrollmentType: enrollmentTypes[kind],
      managedAppleId: situation.account,
      alone: offered.maxMacs !== null,
    }
    const made =
      state === undefined
        ? await mdmIn(tx).inviteByAccount(request)
        : await mdmIn(tx).inviteByAccountCode(request)
    await recordAudit(tx, actor, {
      action: 'enrollment.signed_in',
      subject: { kind: 'invitation', id: made.invitationId, label: actor.name },
      detail: { kind, ownership },
    })
    return { location: 'code' in made ? withCode(made.code, state) : withToken(made.accessToken) }
  })
  if (begun instanceof EnrollmentError) throw begun
  return begun
}

function withToken(accessToken: string): string {
  return `${tokenRedirect}?${new URLSearchParams({ 'access-token': accessToken })}`
}

function withCode(code: string, state = ''): string {
  return `${codeRedirect}?${new URLSearchParams({ code, state })}`
}
