import { getLocale, getTranslations } from 'next-intl/server'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Timeline } from '#components/ui/timeline.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { listMacEvents } from '#lib/portal/macs/queries.ts'

type MacEvent = Awaited<ReturnType<typeof listMacEvents>>[number]

const tones: Record<string, Tone> = {
  enrolled: 'positive',
  came_back: 'positive',
  left: 'neutral',
  removal_asked: 'neutral',
  removal_called_off: 'info',
  removal_failed: 'caution',
  heard_again: 'positive',
  refresh_failed: 'caution',
  refresh_cancelled: 'neutral',
  restart_done: 'info',
  restart_failed: 'caution',
  restart_cancelled: 'neutral',
  lock_done: 'critical',
  lock_failed: 'caution',
  lock_cancelled: 'neutral',
  profile_installed: 'info',
  profile_removed: 'neutral',
  profile_failed: 'caution',
  identity_expiring: 'caution',
  abilities_widened: 'caution',
  abilities_narrowed: 'neutral',
  handed_over: 'info',
  ownership_changed: 'caution',
  return_asked: 'caution',
  returned: 'positive',
  return_ended: 'neutral',
  return_withdrawn: 'info',
}

/** What the words for an event may need to know. */
function factsOf({ data }: MacEvent) {
  const facts = typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {}
  return {
    profile: String(facts.profile ?? ''),
    days: Number(facts.daysLeft ?? 0),
    count: Number(facts.count ?? 0),
    from: String(facts.from ?? ''),
    to: String(facts.to ?? 'none'),
  }
}

/** What happened to a Mac, newest first, in words. */
export async function MacTimeline({ events }: { events: MacEvent[] }) {
  const t = await getTranslations('macs')
  const locale = await getLocale()
  const known = events.filter((event) => event.kind in tones)
  if (known.length === 0) return <p className="text-ink-soft text-sm">{t('nothing_yet')}</p>
  return (
    <Timeline
      label={t('timeline')}
      entries={known.map((event) => ({
        id: event.id,
        title: t(`event.${event.kind}`, factsOf(event)),
        time: <RelativeTime date={event.at} locale={locale} />,
        tone: tones[event.kind],
      }))}
    />
  )
}
