import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { isAbilityKey } from '#lib/portal/privacy/derive.ts'
import type { WidenedNotice } from '#lib/portal/privacy/queries.ts'
import { SeenForm } from '../seen-form.tsx'

/**
 * What IT can see or do more than the owner knew, Mac by Mac, until they have read it.
 *
 * inFull  on the page that has all of it below, which needs no link to itself
 */
export async function WidenedNotices({ notices, inFull }: { notices: WidenedNotice[]; inFull?: boolean }) {
  const t = await getTranslations('privacy.widened')
  return [...Map.groupBy(notices, ({ deviceId }) => deviceId)].map(([deviceId, own]) => (
    <Callout
      key={deviceId}
      tone="caution"
      title={t('title', { name: own[0]?.macName ?? '' })}
      className="mb-6"
    >
      <div className="space-y-3">
        {own.map((notice) => (
          <Growth key={notice.id} notice={notice} />
        ))}
        <div className="flex flex-wrap items-center gap-4">
          <SeenForm
            kind="abilities_widened"
            deviceId={deviceId}
            until={(own.at(-1)?.since ?? new Date(0)).toISOString()}
            label={t('seen')}
            pendingLabel={t('marking')}
          />
          {inFull ? null : <Link href={`/macs/${deviceId}/privacy`}>{t('more')}</Link>}
        </div>
      </div>
    </Callout>
  ))
}

async function Growth({ notice }: { notice: WidenedNotice }) {
  const t = await getTranslations('privacy')
  const format = await getFormatter()
  const locale = await getLocale()
  return (
    <div>
      <p>{t.rich('widened.since', { when: () => <RelativeTime date={notice.since} locale={locale} /> })}</p>
      <ul className="list-disc pl-5">
        {notice.can.filter(isAbilityKey).map((key) => (
          <li key={key}>{t(`item.${key}`)}</li>
        ))}
        {notice.might.filter(isAbilityKey).map((key) => (
          <li key={key}>{t('widened.might', { item: t(`item.${key}`) })}</li>
        ))}
      </ul>
      {notice.policies.length > 0 ? (
        <p>{t('widened.through', { policies: format.list(notice.policies) })}</p>
      ) : null}
    </div>
  )
}
