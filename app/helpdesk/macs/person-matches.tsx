import { getTranslations } from 'next-intl/server'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import type { FoundPerson } from '#lib/portal/macs/search-people.ts'

/** People whom a search found, each with a way to their Macs; those without one too. */
export async function PersonMatches({ people, hasMore }: { people: FoundPerson[]; hasMore: boolean }) {
  if (people.length === 0) return null
  const t = await getTranslations('helpdesk-macs')
  return (
    <section aria-labelledby="people" className="mb-6">
      <h2 id="people" className="mb-3 font-semibold">
        {t('people.title', { count: people.length })}
      </h2>
      <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
        {people.map((person) => (
          <li key={person.id}>
            <Card padding="small" className="flex h-full gap-3">
              <Avatar name={person.name} />
              <div className="min-w-0 flex-1 text-(length:--body)">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {person.name}
                  {person.active ? null : <Badge>{t('people.inactive')}</Badge>}
                </p>
                <p className="truncate text-ink-soft text-sm">{person.email}</p>
                {person.macs.length > 0 ? (
                  <ul className="mt-1.5 space-y-0.5">
                    {person.macs.map((mac) => (
                      <li key={mac.id}>
                        <Link quiet href={`/helpdesk/macs/${mac.id}`}>
                          {mac.name}
                        </Link>
                        {mac.left ? (
                          <span className="text-ink-soft text-sm"> ({t('people.left')})</span>
                        ) : null}
                      </li>
                    ))}
                  </ul>
                ) : (
                  <p className="mt-1.5 text-ink-soft text-sm">{t('people.no_macs')}</p>
                )}
              </div>
            </Card>
          </li>
        ))}
      </ul>
      {hasMore ? <p className="mt-2 text-ink-soft text-sm">{t('people.more')}</p> : null}
    </section>
  )
}
