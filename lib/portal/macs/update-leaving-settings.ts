import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { letGoAfterKey, silentAfterKey } from './leaving-settings.ts'
import { leavingSettings } from './schema.ts'

/** Sets when a Mac that says nothing counts as gone. Macs that are gone by then stay so until they are heard of. */
export async function updateLeavingSettings(
  actor: Actor,
  input: z.input<typeof leavingSettings>,
): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const { silentAfterDays, letGoAfterDays } = leavingSettings.parse(input)
  await inTransaction(async (tx) => {
    const values = { [silentAfterKey]: silentAfterDays, [letGoAfterKey]: letGoAfterDays }
    for (const [key, value] of Object.entries(values)) {
      await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } })
    }
    await recordAudit(tx, actor, {
      action: 'settings.leaving_changed',
      subject: { kind: 'settings', id: silentAfterKey, label: `${silentAfterDays} · ${letGoAfterDays}` },
      detail: { silentAfterDays, letGoAfterDays },
    })
  })
}
