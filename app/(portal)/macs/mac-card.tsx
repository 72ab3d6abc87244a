import { getLocale, getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { CardLink } from '#components/ui/card-link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { Mac } from '#lib/portal/macs/queries.ts'
import { HealthPill } from './health-pill.tsx'
import { MacIcon } from './mac-icon.tsx'

/** One Mac in a list: which, how it is doing, and when it was last heard of. */
export async function MacCard({ mac }: { mac: Mac }) {
  const t = await getTranslations('macs')
  const locale = await getLocale()
  const time = mac.leftAt ?? mac.lastSeenAt
  return (
    <Card interactive className="flex h-full flex-col gap-4">
      <div className="flex items-start gap-4">
        <MacIcon modelName={mac.modelName} />
        <div className="min-w-0 flex-1">
          <CardLink href={`/macs/${mac.id}`} className="block break-words text-lg leading-snug">
            {mac.name}
          </CardLink>
          <p className="text-[0.9375rem] text-ink-soft">
            {mac.modelName}
            {mac.osVersion ? ` · macOS ${mac.osVersion}` : ''}
          </p>
        </div>
      </div>
      <div className="mt-auto flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <HealthPill health={mac.health} />
        {time ? (
          <p className="text-ink-soft text-sm">
            {t.rich(mac.leftAt ? 'left_when' : 'seen_when', {
              when: () => <RelativeTime date={time} locale={locale} />,
            })}
          </p>
        ) : null}
      </div>
    </Card>
  )
}
