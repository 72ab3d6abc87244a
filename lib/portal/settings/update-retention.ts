import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { retentionSchema } from './schema.ts'
import { retentionKey } from './setting-keys.ts'

/** Sets how long answered commands are kept. What is older goes within the hour and does not come back. */
export async function updateRetention(actor: Actor, input: z.input<typeof retentionSchema>): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const value = retentionSchema.parse(input)
  await inTransaction(async (tx) => {
    await tx.setting.upsert({
      where: { key: retentionKey },
      create: { key: retentionKey, value },
      update: { value },
    })
    await recordAudit(tx, actor, {
      action: 'settings.retention_changed',
      subject: { kind: 'settings', id: retentionKey, label: String(value.historyDays) },
      detail: value,
    })
  })
}
