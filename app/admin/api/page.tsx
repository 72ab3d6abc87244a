import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { Card } from '#components/ui/card.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { listTokens } from '#lib/portal/api/list-tokens.ts'
import { listDeliveries, listWebhooks } from '#lib/portal/webhooks/queries.ts'
import { runtime } from '#lib/server/runtime.ts'
import { NewToken } from './new-token.tsx'
import { NewWebhook } from './new-webhook.tsx'
import { TokenTable } from './token-table.tsx'
import { WebhookCard } from './webhook-card.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin-api')
  return { title: t('title') }
}

export default async function ApiPage() {
  const admin = await requireRole('admin')
  const [tokens, webhooks] = await Promise.all([listTokens(admin), listWebhooks(admin)])
  const deliveries = await Promise.all(webhooks.map(({ id }) => listDeliveries(admin, id)))
  const t = await getTranslations('admin-api')
  const base = runtime().publicUrl.replace(/\/+$/, '')
  const address = `${base}/api/v1`
  return (
    <AreaMessages areas={['admin-api']}>
      <PageHeader title={t('title')} description={t('description')} />
      <Section title={t('address.title')}>
        <Card className="max-w-3xl space-y-3">
          <CopyField value={address} label={t('address.copy')} copiedLabel={t('secret.copied')} />
          <p className="text-[0.9375rem] text-ink-soft">
            {t.rich('address.body', {
              link: (words) => (
                <Link
                  external
                  externalLabel={t('address.new_tab')}
                  prefetch={false}
                  href="/api/v1/openapi.json"
                >
                  {words}
                </Link>
              ),
            })}
          </p>
        </Card>
      </Section>
      <Section title={t('directory.title')} description={t('directory.description')}>
        <Card className="max-w-3xl space-y-3">
          <CopyField value={`${base}/scim/v2`} label={t('directory.copy')} copiedLabel={t('secret.copied')} />
          <p className="text-[0.9375rem] text-ink-soft">{t('directory.body')}</p>
        </Card>
      </Section>
      <Section title={t('tokens.title')} description={t('tokens.description')} action={<NewToken />}>
        <TokenTable tokens={tokens} />
      </Section>
      <Section title={t('webhooks.title')} description={t('webhooks.description')} action={<NewWebhook />}>
        {webhooks.length === 0 ? (
          <div className="rounded-card border border-line bg-raised">
            <EmptyState title={t('webhooks.empty_title')}>{t('webhooks.empty_body')}</EmptyState>
          </div>
        ) : (
          <div className="space-y-4">
            {webhooks.map((webhook, at) => (
              <WebhookCard key={webhook.id} webhook={webhook} deliveries={deliveries[at] ?? []} />
            ))}
          </div>
        )}
      </Section>
    </AreaMessages>
  )
}
