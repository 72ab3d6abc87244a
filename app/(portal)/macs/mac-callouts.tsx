import { getLocale, getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { Waiting } from '#lib/portal/macs/get-waiting.ts'
import { isLocked } from '#lib/portal/macs/health.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'

/** What somebody should know before anything else about a Mac: that it left, is locked, or cannot be reached. */
export async function MacCallouts({ mac, waiting }: { mac: Mac; waiting: Waiting | null }) {
  const t = await getTranslations('macs.callout')
  const locale = await getLocale()
  const when = (date: Date) => () => <RelativeTime date={date} locale={locale} />
  if (mac.status === 'left') {
    return (
      <Callout title={t('left_title')} className="mb-6">
        {mac.leftAt ? t.rich('left_body', { when: when(mac.leftAt) }) : null}
      </Callout>
    )
  }
  const unreachable = waiting && waiting.push !== 'ready' ? waiting : null
  return (
    <>
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
