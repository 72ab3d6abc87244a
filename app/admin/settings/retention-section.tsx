import { getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import type { Actor } from '#lib/auth/actor.ts'
import { getRetention } from '#lib/portal/settings/get-retention.ts'
import { mdm } from '#lib/server/mdm.ts'
import { RetentionForm } from './retention-form.tsx'

/** How long history is kept, and what in it could not be read. */
export async function RetentionSection({ admin }: { admin: Actor }) {
  const t = await getTranslations('admin-settings')
  const [{ historyDays }, unreadable] = await Promise.all([getRetention(admin), mdm().countUnreadable()])
  return (
    <Card>
      <RetentionForm historyDays={historyDays} />
      {unreadable > 0 ? (
        <p className="mt-4 text-ink-soft text-sm">{t('retention.unreadable', { count: unreadable })}</p>
      ) : null}
    </Card>
  )
}
