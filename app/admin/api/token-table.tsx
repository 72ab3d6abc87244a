import { getLocale, getTranslations } from 'next-intl/server'
import { DataTable } from '#components/table/data-table.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { ListedToken } from '#lib/portal/api/list-tokens.ts'
import { RevokeTokenButton } from './revoke-token-button.tsx'

/** Tokens: whose, for what, used when, until when. */
export async function TokenTable({ tokens }: { tokens: ListedToken[] }) {
  const t = await getTranslations('admin-api')
  const locale = await getLocale()
  return (
    <DataTable
      caption={t('tokens.title')}
      rows={tokens}
      rowKey={(token) => token.id}
      columns={[
        {
          id: 'name',
          header: t('tokens.name'),
          cell: (token) => (
            <span className="break-words">
              {token.name}
              <span className="block font-normal text-ink-soft text-sm">
                {token.createdBy
                  ? t('tokens.made_by', { name: token.createdBy })
                  : t('tokens.made_on_console')}
              </span>
            </span>
          ),
        },
        {
          id: 'scopes',
          header: t('tokens.may'),
          cell: (token) => (
            <span className="flex max-w-md flex-wrap gap-1 max-sm:justify-end">
              {token.scopes.map((scope) => (
                <CodeText key={scope}>{scope}</CodeText>
              ))}
            </span>
          ),
        },
        {
          id: 'used',
          header: t('tokens.used'),
          cell: (token) =>
            token.lastUsedAt ? (
              <RelativeTime date={token.lastUsedAt} locale={locale} />
            ) : (
              <span className="text-ink-soft">{t('tokens.never_used')}</span>
            ),
        },
        {
          id: 'expires',
          header: t('tokens.expires'),
          cell: (token) =>
            token.expiresAt ? (
              <RelativeTime date={token.expiresAt} locale={locale} format="date" />
            ) : (
              t('tokens.never_expires')
            ),
        },
        {
          id: 'state',
          header: t('tokens.state'),
          align: 'end',
          cell: (token) =>
            token.state === 'active' ? (
              <RevokeTokenButton token={token} />
            ) : token.state === 'suspended' ? (
              <span className="inline-flex flex-wrap items-center justify-end gap-2">
                <StatusPill tone="caution">{t('tokens.states.suspended')}</StatusPill>
                <RevokeTokenButton token={token} />
              </span>
            ) : (
              <StatusPill tone="neutral">{t(`tokens.states.${token.state}`)}</StatusPill>
            ),
        },
      ]}
      empty={<EmptyState title={t('tokens.empty_title')}>{t('tokens.empty_body')}</EmptyState>}
    />
  )
}
