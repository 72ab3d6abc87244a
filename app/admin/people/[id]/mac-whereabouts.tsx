import { getLocale, getTranslations } from 'next-intl/server'
import { HealthPill } from '#app/(portal)/macs/health-pill.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import { getRemoval } from '#lib/portal/macs/get-removal.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'

const atWork = ['fetched', 'answered']

/** Where it stands with one Mac: on its way out, to come back, gone, or simply here. */
export async function MacWhereabouts({ admin, mac }: { admin: PersonActor; mac: Mac }) {
  const t = await getTranslations('admin-people.macs')
  const locale = await getLocale()
  const when = (date: Date) => () => <RelativeTime date={date} locale={locale} />
  const removal = mac.status === 'left' ? null : await getRemoval(admin, mac.id)
  const after = (words: React.ReactNode) => <p className="mt-1 text-ink-soft">{words}</p>
  if (removal) {
    const refused = removal.state === 'refused'
    return (
      <>
        <StatusPill tone={refused ? 'critical' : 'info'} busy={atWork.includes(removal.state)}>
          {t(`removal.${removal.state}`)}
        </StatusPill>
        {after(t.rich('gives_up', { when: when(removal.letGoAt) }))}
      </>
    )
  }
  if (mac.returnAskedAt && !mac.returnedAt) {
    return (
      <>
        <StatusPill tone="caution">{t('to_return')}</StatusPill>
        {after(t.rich('asked', { when: when(mac.returnAskedAt) }))}
      </>
    )
  }
  return (
    <>
      <HealthPill health={mac.health} />
      {mac.returnedAt ? after(t.rich('returned', { when: when(mac.returnedAt) })) : null}
      {mac.status === 'left' && mac.leftAt ? after(t.rich('gone', { when: when(mac.leftAt) })) : null}
    </>
  )
}
