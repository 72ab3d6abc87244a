import type { PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'

/** Remembers the language that a person wants, on every browser. */
export async function setLocale(actor: PersonActor, locale: 'en' | 'nl'): Promise<void> {
  if (actor.locale === locale) return
  await inTransaction(async (tx) => {
    await tx.person.update({ where: { id: actor.id }, data: { locale } })
    await recordAudit(tx, actor, {
      action: 'person.language_chosen',
      subject: { kind: 'person', id: actor.id, label: actor.name },
      detail: { locale },
    })
  })
}
