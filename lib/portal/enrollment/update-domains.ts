import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { domainsSchema } from './schema.ts'
import { domainsKey } from './setting-keys.ts'

/** Says whose addresses can begin in System Settings: those at these domains. */
export async function updateDomains(actor: Actor, input: { domains: string[] }): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const value = domainsSchema.parse(input.domains)
  await inTransaction(async (tx) => {
    await tx.setting.upsert({
      where: { key: domainsKey },
      create: { key: domainsKey, value },
      update: { value },
    })
    await recordAudit(tx, actor, {
      action: 'enrollment.domains_changed',
      subject: { kind: 'settings', id: domainsKey, label: value.join(', ') || '-' },
      detail: { domains: value },
    })
  })
}
