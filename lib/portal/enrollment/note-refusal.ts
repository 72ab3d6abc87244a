import type { PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import type { EnrollmentErrorCode } from './enrollment-error.ts'

const sameAgainMs = 60_000

/**
 * Writes down why somebody may not enrol a Mac. The same reason once a minute: a page that is loaded again is no other
 * refusal, and nobody is to fill the trail, which is kept for ever.
 */
export async function noteRefusal(
  tx: Transaction,
  actor: PersonActor,
  detail: { code: EnrollmentErrorCode; kind: string; ownership?: string; macs?: number },
): Promise<void> {
  const told = await tx.auditEntry.findFirst({
    where: {
      ...{ subjectKind: 'person', subjectId: actor.id, action: 'enrollment.refused' },
      at: { gt: new Date(Date.now() - sameAgainMs) },
      detail: { path: ['code'], equals: detail.code },
    },
    select: { id: true },
  })
  if (told) return
  await recordAudit(tx, actor, {
    action: 'enrollment.refused',
    subject: { kind: 'person', id: actor.id, label: actor.name },
    detail,
  })
}
