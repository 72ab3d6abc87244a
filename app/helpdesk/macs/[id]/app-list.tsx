'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { SearchField } from '#components/ui/search-field.tsx'
import type { InstalledApp } from '#lib/portal/macs/read-installed-apps.ts'

const first = 12

/** The apps on a Mac, filtered while one types. */
export function AppList({ apps }: { apps: InstalledApp[] }) {
  const t = useTranslations('helpdesk-macs.apps')
  const [words, setWords] = useState('')
  const [all, setAll] = useState(false)
  const wanted = words.trim().toLowerCase()
  const fitting = apps.filter((app) => `${app.name} ${app.identifier}`.toLowerCase().includes(wanted))
  const shown = all || wanted ? fitting : fitting.slice(0, first)
  return (
    <div className="space-y-3">
      <SearchField
        label={t('filter')}
        className="max-w-sm"
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <p role="status" className="sr-only">
        {wanted ? t('found', { count: fitting.length }) : ''}
      </p>
      {fitting.length === 0 ? (
        <p className="text-ink-soft text-(length:--body)">{t('no_match')}</p>
      ) : (
        <Card padding="none">
          <ul className="divide-y divide-line">
            {shown.map((app) => (
              <li
                key={`${app.identifier} ${app.version} ${app.name}`}
                className="flex items-baseline justify-between gap-4 px-4 py-2 text-(length:--body) sm:px-5"
              >
                <span className="min-w-0">
                  <span className="break-words font-medium">{app.name}</span>{' '}
                  <span translate="no" className="break-all text-ink-soft text-sm">
                    {app.identifier}
                  </span>
                </span>
                <span className="max-w-2/5 shrink-0 text-right text-ink-soft text-sm tabular-nums">
                  {app.version}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {shown.length < fitting.length ? (
        <Button size="small" onClick={() => setAll(true)}>
          {t('all', { count: fitting.length })}
        </Button>
      ) : null}
    </div>
  )
}
