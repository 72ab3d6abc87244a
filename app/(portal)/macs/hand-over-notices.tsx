import { getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import type { HandOverNotice } from '#lib/portal/ownership/queries.ts'
import { SeenForm } from '../seen-form.tsx'

/** That a Mac was given to somebody, or went to somebody else, until they have read it. */
export async function HandOverNotices({ notices }: { notices: HandOverNotice[] }) {
  const t = await getTranslations('macs.ownership')
  return notices.map((notice) => {
    const words = notice.side === 'new' && notice.left ? 'new_left' : notice.side
    return (
      <Callout key={notice.id} title={t(`notice.${words}.title`, { mac: notice.macName })} className="mb-6">
        <p>
          {t.rich(`notice.${words}.body`, {
            privacy: (text) => <Link href={`/macs/${notice.deviceId}/privacy`}>{text}</Link>,
            enrol: (text) => <Link href="/enroll">{text}</Link>,
          })}
        </p>
        <div className="mt-3">
          <SeenForm
            kind="handed_over"
            deviceId={notice.deviceId}
            until={notice.since.toISOString()}
            label={t('notice.seen')}
            pendingLabel={t('notice.marking')}
          />
        </div>
      </Callout>
    )
  })
}
