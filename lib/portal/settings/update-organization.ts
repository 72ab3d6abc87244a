import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { organizationSchema } from './schema.ts'
import { organizationKey } from './setting-keys.ts'

/** Sets the name and colour under which people know these pages. */
export async function updateOrganization(
  actor: Actor,
  input: z.infer<typeof organizationSchema>,
): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const value = organizationSchema.parse(input)
  await inTransaction(async (tx) => {
    await tx.setting.upsert({
      where: { key: organizationKey },
      create: { key: organizationKey, value },
      update: { value },
    })
    await recordAudit(tx, actor, {
      action: 'settings.organization_changed',
      subject: { kind: 'settings', id: organizationKey, label: value.name },
      detail: value,
    })
  })
}
