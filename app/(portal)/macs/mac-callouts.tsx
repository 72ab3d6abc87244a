import { getLocale, getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { Waiting } from '#lib/portal/macs/get-waiting.ts'
import { isLocked } from '#lib/portal/macs/health.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'
import { LeftWords } from './left-words.tsx'

/** What somebody should know before anything else about a Mac: that it left or is leaving, is locked, or out of reach. */
export async function MacCallouts(props: {
  mac: Mac
  waiting: Waiting | null
  reader: 'owner' | 'helpdesk'
}) {
  const { mac, reader } = props
  const t = await getTranslations('macs.callout')
  const locale = await getLocale()
  const when = (date: Date) => () => <RelativeTime date={date} locale={locale} />
  if (mac.status === 'left') {
    return (
      <Callout title={t('left_title')} className="mb-6">
        <LeftWords mac={mac} reader={reader} />{' '}
        {mac.leftAt ? t.rich('left_body', { when: when(mac.leftAt) }) : null}
      </Callout>
    )
  }
  const leaving = mac.removalAskedAt
  const unreachable = !leaving && props.waiting?.push !== 'ready' ? props.waiting : null
  return (
    <>
      {leaving && reader === 'owner' ? (
        <Callout title={t('leaving_title')} className="mb-6">
          {t.rich('leaving_body', { when: when(leaving) })}{' '}
          <Link href={`/macs/${mac.id}/leave`}>{t('leaving_link')}</Link>
        </Callout>
      ) : null}
      {isLocked(mac) && mac.lockedAt ? (
        <Callout tone="critical" title={t('locked_title')} className="mb-6">
          {t.rich('locked_body', { when: when(mac.lockedAt) })}
        </Callout>
      ) : null}
      {unreachable ? (
        <Callout tone="caution" title={t('waiting_title', { count: unreachable.commands })} className="mb-6">
          {t(`push.${unreachable.push}`)}
        </Callout>
      ) : null}
    </>
  )
}
