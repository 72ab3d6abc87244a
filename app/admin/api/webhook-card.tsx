import { getLocale, getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { Card } from '#components/ui/card.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { ListedDelivery } from '#lib/portal/webhooks/queries.ts'
import type { ApiWebhook } from '#lib/portal/webhooks/schema.ts'
import { DeliveryList } from './delivery-list.tsx'
import { failureWords } from './failure-words.ts'
import { WebhookButtons } from './webhook-buttons.tsx'

export interface WebhookCardProps {
  webhook: ApiWebhook
  deliveries: ListedDelivery[]
}

const tones = { disabled: 'critical', failing: 'caution', unused: 'neutral', working: 'positive' } as const

function stateOf(webhook: ApiWebhook, deliveries: ListedDelivery[]): keyof typeof tones {
  if (webhook.disabledAt) return 'disabled'
  if (webhook.failingSince) return 'failing'
  return deliveries.some((one) => one.deliveredAt !== null) ? 'working' : 'unused'
}

/** Where a webhook leads, what of, how it is doing, and what it was last told. */
export async function WebhookCard({ webhook, deliveries }: WebhookCardProps) {
  const t = await getTranslations('admin-api')
  const locale = await getLocale()
  const { host } = new URL(webhook.url)
  const state = stateOf(webhook, deliveries)
  return (
    <Card className="space-y-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 space-y-1.5">
          <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
            <span className="break-all">{host}</span>
            <StatusPill tone={tones[state]}>{t(`webhooks.states.${state}`)}</StatusPill>
          </h3>
          <p className="break-all font-mono text-ink-soft text-sm" translate="no">
            {webhook.url}
          </p>
          <p className="flex flex-wrap gap-1">
            {webhook.events.map((event) => (
              <CodeText key={event}>{event}</CodeText>
            ))}
          </p>
        </div>
        <WebhookButtons webhook={{ id: webhook.id, host, disabled: webhook.disabledAt !== null }} />
      </div>
      {state === 'failing' || state === 'disabled' ? (
        <Callout tone={tones[state]} title={t(`webhooks.${state}_title`)}>
          {t.rich(`webhooks.${state}_body`, {
            why: failureWords(t, webhook.failure ?? ''),
            since: () => <RelativeTime date={webhook.failingSince ?? ''} locale={locale} format="datetime" />,
          })}
        </Callout>
      ) : null}
      <details className="group">
        <summary className="w-fit cursor-pointer rounded-control py-1 font-medium text-[0.9375rem] text-accent-ink">
          {t('deliveries.title')}
        </summary>
        <div className="mt-3">
          <DeliveryList deliveries={deliveries} />
        </div>
      </details>
    </Card>
  )
}
