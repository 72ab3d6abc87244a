import { getLocale, getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { LeftNotice } from '#lib/portal/macs/left-notices.ts'
import { SeenForm } from '../seen-form.tsx'

/** That a Mac left without its owner doing it here: how, when, and what to do about it, until they have read it. */
export async function LeftNotices({ notices }: { notices: LeftNotice[] }) {
  const t = await getTranslations('home.left')
  const locale = await getLocale()
  return notices.map(({ deviceId, macName, how, at, toldAt }) => (
    <Callout key={deviceId} tone="caution" title={t('title', { mac: macName })} className="mb-6">
      <p>
        {t.rich(`how.${how}`, {
          when: () => <RelativeTime date={at} locale={locale} />,
          enrol: (words) => <Link href="/enroll">{words}</Link>,
          ask: (words) => <Link href={`/tickets/new?device=${deviceId}`}>{words}</Link>,
          gone: (words) => <Link href={`/macs/${deviceId}/leave`}>{words}</Link>,
        })}
      </p>
      <div className="mt-3">
        <SeenForm
          kind="left"
          deviceId={deviceId}
          until={toldAt.toISOString()}
          label={t('seen')}
          pendingLabel={t('marking')}
        />
      </div>
    </Callout>
  ))
}
