import { getTranslations } from 'next-intl/server'
import { MacIcon } from '#app/(portal)/macs/mac-icon.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'
import { MacWhereabouts } from './mac-whereabouts.tsx'

/** Somebody's Macs, each with what becomes of it. */
export async function PersonMacs({ admin, macs }: { admin: PersonActor; macs: Mac[] }) {
  const t = await getTranslations('admin-people.macs')
  if (macs.length === 0) return <p className="text-(length:--body) text-ink-soft">{t('none')}</p>
  return (
    <Card padding="none">
      <ul className="divide-y divide-line">
        {macs.map((mac) => (
          <li key={mac.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 p-4 sm:px-5">
            <MacIcon modelName={mac.modelName} />
            <div className="min-w-0 flex-1 basis-40">
              <p className="break-words">
                <Link quiet href={`/helpdesk/macs/${mac.id}`}>
                  {mac.name}
                </Link>
              </p>
              <p className="text-ink-soft text-sm">
                {t(mac.ownership)} · {mac.modelName}
              </p>
            </div>
            <div className="min-w-0 text-sm sm:max-w-[60%] sm:text-right">
              <MacWhereabouts admin={admin} mac={mac} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
