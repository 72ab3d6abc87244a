import { getLocale, getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StatusPill } from '#components/ui/status-pill.tsx'
import { mdm } from '#lib/server/mdm.ts'

const tones = {
  ready: 'positive',
  no_certificate: 'caution',
  expired: 'critical',
  failing: 'critical',
} as const

/** Whether Macs can be woken by Apple's push service, and until when. */
export async function PushSection() {
  const t = await getTranslations('admin-settings')
  const locale = await getLocale()
  const status = await mdm().pushStatus()
  return (
    <Card>
      <p className="mb-4">
        <Link href="/admin/push">{t('push.manage')}</Link>
      </p>
      <DescriptionList
        items={[
          {
            label: t('push.state'),
            value: <StatusPill tone={tones[status.state]}>{t(`push.states.${status.state}`)}</StatusPill>,
            hint: t(`push.hints.${status.state}`),
          },
          {
            label: t('push.topic'),
            value: status.topic ? <CodeText>{status.topic}</CodeText> : t('push.none'),
          },
          {
            label: t('push.not_after'),
            value: status.notAfter ? (
              <RelativeTime date={status.notAfter} locale={locale} format="date" />
            ) : (
              t('push.none')
            ),
          },
          ...(status.failure
            ? [{ label: t('push.failure'), value: <CodeText>{status.failure}</CodeText> }]
            : []),
        ]}
      />
    </Card>
  )
}
