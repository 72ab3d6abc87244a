import { getTranslations } from 'next-intl/server'
import { Badge } from '#components/ui/badge.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { ProfileCounts as Counts } from '#lib/portal/profiles/queries.ts'

const order: { state: keyof Counts; tone: Tone }[] = [
  { state: 'installed', tone: 'positive' },
  { state: 'waiting', tone: 'info' },
  { state: 'removing', tone: 'info' },
  { state: 'forbidden', tone: 'caution' },
  { state: 'failed', tone: 'critical' },
]

/** On how many Macs a profile stands in each state; states with none are left out. */
export async function ProfileCounts({ counts }: { counts: Counts }) {
  const t = await getTranslations('admin-profiles.counts')
  const some = order.filter(({ state }) => counts[state] > 0)
  if (some.length === 0) return <span className="text-ink-soft">{t('none')}</span>
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {some.map(({ state, tone }) => (
        <Badge key={state} tone={tone} className="px-2">
          {t(state, { count: counts[state] })}
        </Badge>
      ))}
    </span>
  )
}
