'use client'

import { useTranslations } from 'next-intl'

/** What happens next, as it stands in the database; only what there is. */
export function CountList({ counts }: { counts: Partial<Record<string, number>> }) {
  const t = useTranslations('admin-people.ends')
  const there = Object.entries(counts).filter(([, count = 0]) => count > 0)
  if (there.length === 0) return <p className="mt-3">{t('nothing')}</p>
  return (
    <ul className="mt-3 list-disc space-y-1 pl-5">
      {there.map(([what, count = 0]) => (
        <li key={what}>{t(what, { count })}</li>
      ))}
    </ul>
  )
}
