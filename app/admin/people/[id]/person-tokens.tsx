import { getLocale, getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { PersonDetail } from '#lib/portal/accounts/get-person.ts'

/** Tokens that somebody made, and whether they work. */
export async function PersonTokens({ person }: { person: PersonDetail }) {
  const t = await getTranslations('admin-people.tokens')
  const locale = await getLocale()
  return (
    <Card padding="none">
      <ul className="divide-y divide-line">
        {person.tokens.map((token) => (
          <li
            key={token.id}
            className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5 p-4 sm:px-5"
          >
            <div className="min-w-0">
              <p className="break-words font-medium">{token.name}</p>
              <p className="text-ink-soft text-sm">
                {token.lastUsedAt
                  ? t.rich('used', {
                      when: () => <RelativeTime date={token.lastUsedAt ?? 0} locale={locale} />,
                    })
                  : t('never_used')}
              </p>
            </div>
            <StatusPill tone={person.active ? 'positive' : 'caution'}>
              {t(person.active ? 'works' : 'refused')}
            </StatusPill>
          </li>
        ))}
      </ul>
      <p className="border-line border-t p-4 text-sm sm:px-5">
        <Link href="/admin/api">{t('all')}</Link>
      </p>
    </Card>
  )
}
