import type { PersonActor } from '#lib/auth/actor.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import type { EnrollmentErrorCode } from './enrollment-error.ts'
import { judgeAccount } from './judge-account.ts'
import type { AccountKind, Ownership } from './policy.ts'

export interface AccountPreview {
  account: string
  ownerships: Ownership[]
  refusal: EnrollmentErrorCode | null
}

/** What the page inside the Mac's web view says before somebody confirms. A refusal is in the audit trail then. */
export async function previewAccountEnrollment(
  actor: PersonActor,
  wish: { kind: AccountKind; account: string },
): Promise<AccountPreview> {
  const { account, ownerships, refusal } = await inTransaction((tx) =>
    judgeAccount(tx, actor, { ...wish, ownership: null }),
  )
  return { account, ownerships, refusal: refusal?.code ?? null }
}
