'use client'

import { useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { StatusPill } from '#components/ui/status-pill.tsx'

/** How a colour will look, light and dark: the style sheet derives its shades anew under each data-theme. */
export function AccentPreview({ accent }: { accent: string }) {
  const t = useTranslations('admin-settings')
  const style: CSSProperties = { ['--accent' as string]: accent }
  return (
    <div role="img" aria-label={t('preview.label', { color: accent })} className="grid gap-3 sm:grid-cols-2">
      {(['light', 'dark'] as const).map((theme) => (
        <div
          key={theme}
          data-theme={theme}
          style={style}
          className="space-y-3 rounded-card border border-line bg-surface p-4 text-ink"
        >
          <p className="text-ink-soft text-sm">{t(`preview.${theme}`)}</p>
          <div className="flex flex-wrap items-center gap-3">
            <span className={buttonStyle({ variant: 'primary', size: 'small' })}>{t('preview.button')}</span>
            <span className="font-medium text-accent-ink underline">{t('preview.link')}</span>
            <StatusPill tone="accent">{t('preview.state')}</StatusPill>
            <Badge tone="accent">3</Badge>
          </div>
        </div>
      ))}
    </div>
  )
}
