import { getLocale, getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { CardLink } from '#components/ui/card-link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { Mac } from '#lib/portal/macs/queries.ts'
import { MacIcon } from '../macs/mac-icon.tsx'

/** One of the person's Macs: its name, how it is doing, and when it was last heard of. */
export async function MacCard({ mac }: { mac: Mac }) {
  const t = await getTranslations('home')
  const health = await getTranslations('macs.health')
  return (
    <li>
      <Card interactive padding="small" className="flex h-full gap-4 sm:p-5">
        <MacIcon modelName={mac.modelName} />
        <div className="min-w-0 flex-1">
          <CardLink href={`/macs/${mac.id}`} className="block truncate">
            {mac.name}
          </CardLink>
          <p className="mb-3 truncate text-ink-soft text-sm">{mac.modelName}</p>
          <StatusPill tone={mac.health.tone}>{health(mac.health.code)}</StatusPill>
          {mac.lastSeenAt ? (
            <p className="mt-2 text-ink-soft text-sm">
              {t('seen')} <RelativeTime date={mac.lastSeenAt} locale={await getLocale()} />
            </p>
          ) : null}
        </div>
      </Card>
    </li>
  )
}
