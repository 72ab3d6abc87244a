'use client'

import { useTranslations } from 'next-intl'
import type { Ends } from './ends.ts'

/** What happens next, as it stands in the database; only what there is. */
export function EndList({ ends }: { ends: Partial<Ends> }) {
  const t = useTranslations('admin-people.ends')
  const there = Object.entries(ends).filter(([, count]) => count > 0)
  if (there.length === 0) return <p className="mt-3">{t('nothing')}</p>
  return (
    <ul className="mt-3 list-disc space-y-1 pl-5">
      {there.map(([what, count]) => (
        <li key={what}>{t(what, { count })}</li>
      ))}
    </ul>
  )
}
