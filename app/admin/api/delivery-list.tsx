import { getLocale, getTranslations } from 'next-intl/server'
import { CodeText } from '#components/ui/code-text.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { ListedDelivery } from '#lib/portal/webhooks/queries.ts'
import { failureWords } from './failure-words.ts'

/** The last messages to a webhook, and what became of each. */
export async function DeliveryList({ deliveries }: { deliveries: ListedDelivery[] }) {
  const t = await getTranslations('admin-api')
  const locale = await getLocale()
  if (deliveries.length === 0) return <p className="text-ink-soft text-sm">{t('deliveries.none')}</p>
  return (
    <ul className="divide-y divide-line">
      {deliveries.map((delivery) => (
        <li
          key={delivery.id}
          className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 first:pt-0 last:pb-0"
        >
          <CodeText>{delivery.event}</CodeText>
          <RelativeTime date={delivery.createdAt} locale={locale} className="text-ink-soft text-sm" />
          <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm sm:ml-auto">
            {delivery.failure ? (
              <span className="text-ink-soft">{failureWords(t, delivery.failure)}</span>
            ) : null}
            {delivery.deliveredAt ? (
              <StatusPill tone="positive">{t('deliveries.taken')}</StatusPill>
            ) : delivery.retryAt === null ? (
              <StatusPill tone="critical">{t('deliveries.given_up')}</StatusPill>
            ) : delivery.failure ? (
              <StatusPill tone="caution">
                {t('deliveries.again', { count: delivery.attempts })}{' '}
                <RelativeTime date={delivery.retryAt} locale={locale} format="time" />
              </StatusPill>
            ) : (
              <StatusPill tone="info">{t('deliveries.waiting')}</StatusPill>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
