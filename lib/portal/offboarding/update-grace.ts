import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { offboardingKey } from './read-grace.ts'
import { graceInput } from './schema.ts'

/** Sets for how long the directory's word is waited on, from the next person on. Admins only. */
export async function updateGrace(actor: Actor, input: z.input<typeof graceInput>): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const value = graceInput.parse(input)
  await inTransaction(async (tx) => {
    await tx.setting.upsert({
      where: { key: offboardingKey },
      create: { key: offboardingKey, value },
      update: { value },
    })
    await recordAudit(tx, actor, {
      action: 'settings.offboarding_changed',
      subject: { kind: 'settings', id: offboardingKey, label: String(value.graceHours) },
      detail: value,
    })
  })
}
