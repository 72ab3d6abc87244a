import { getLocale, getTranslations } from 'next-intl/server'
import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { PersonDetail } from '#lib/portal/accounts/get-person.ts'

/** How somebody signs in: by whom they are vouched for, or not yet. */
function waysIn({ issuers, isDemo }: PersonDetail): 'issuers' | 'demo' | 'none' {
  if (issuers.length > 0) return 'issuers'
  return isDemo ? 'demo' : 'none'
}

/** Who somebody is here, and where that is kept. */
export async function PersonFacts({ person }: { person: PersonDetail }) {
  const t = await getTranslations('admin-people')
  const locale = await getLocale()
  const { role, department, title, groups, issuers, fromDirectory, signedInAt, createdAt, sessionCount } =
    person
  const way = waysIn(person)
  return (
    <Card>
      <h2 className="mb-3 font-semibold">{t('facts.title')}</h2>
      <DescriptionList
        items={[
          { label: t('columns.role'), value: t(`roles.${role}`) },
          ...(title ? [{ label: t('facts.job'), value: title }] : []),
          ...(department ? [{ label: t('facts.department'), value: department }] : []),
          {
            label: t('facts.groups'),
            value: groups.length > 0 && (
              <span className="flex flex-wrap gap-1.5">
                {groups.map((group) => (
                  <Badge key={group.id} className="max-w-full break-words">
                    {group.everyone ? t('facts.everyone') : group.name}
                  </Badge>
                ))}
              </span>
            ),
          },
          {
            label: t('facts.signs_in'),
            value:
              way === 'issuers' ? (
                <span className="break-words">{issuers.join(', ')}</span>
              ) : (
                t(`facts.ways.${way}`)
              ),
          },
          { label: t('facts.kept_by'), value: t(fromDirectory ? 'facts.directory' : 'facts.here') },
          {
            label: t('columns.signed_in'),
            value: signedInAt ? <RelativeTime date={signedInAt} locale={locale} /> : t('never'),
          },
          { label: t('columns.sessions'), value: t('facts.sessions', { count: sessionCount }) },
          {
            label: t('facts.created'),
            value: <RelativeTime date={createdAt} locale={locale} format="date" />,
          },
        ]}
      />
      <p className="mt-4 text-sm">
        <Link href={`/admin/audit?subject=${person.id}`}>{t('facts.trail')}</Link>
      </p>
    </Card>
  )
}
