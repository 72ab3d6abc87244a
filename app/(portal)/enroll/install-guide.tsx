import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { organization } from '#app/organization.ts'
import { Card } from '#components/ui/card.tsx'
import { DrawingSettingsPane } from '#components/ui/drawing-settings-pane.tsx'
import { Link } from '#components/ui/link.tsx'

type System = 'new' | 'old'

function Marker({ children }: { children: ReactNode }) {
  return (
    <span
      aria-hidden
      className="mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full bg-accent font-bold text-on-accent text-xs"
    >
      {children}
    </span>
  )
}

async function Guide({ system }: { system: System }) {
  const t = await getTranslations('enroll.guide')
  const { name } = await organization()
  const steps = ['open', 'choose', 'install'] as const
  return (
    <div className="grid items-start gap-6 md:grid-cols-[1fr_minmax(0,22rem)]">
      <ol className="space-y-4">
        {steps.map((step, index) => (
          <li key={step} className="flex gap-3 text-[0.9375rem]">
            <Marker>{index + 1}</Marker>
            <span>{t.rich(`${system}.${step}`, { name, b: (words) => <strong>{words}</strong> })}</span>
          </li>
        ))}
      </ol>
      <DrawingSettingsPane
        label={t('drawing')}
        marks={{ sidebar: 1, profile: 2, button: 3 }}
        words={{
          search: t('search'),
          sidebar: [t('wifi'), t('general'), t('privacy')],
          chosen: system === 'new' ? 1 : 2,
          heading: t(`${system}.heading`),
          profile: name,
          profileHint: t('profile_hint'),
          button: t('button'),
        }}
      />
    </div>
  )
}

/** The last step happens on the Mac: where to press, in words and drawn, for the macOS of today and the one before. */
export async function InstallGuide() {
  const t = await getTranslations('enroll.guide')
  return (
    <Card className="space-y-6">
      <div>
        <h2 className="font-semibold text-lg">{t('title')}</h2>
        <p className="mt-1 max-w-[62ch] text-ink-soft">{t('body')}</p>
      </div>
      <Guide system="new" />
      <details className="rounded-card border border-line">
        <summary className="cursor-pointer rounded-card px-4 py-3 font-medium text-[0.9375rem] hover:bg-hover">
          {t('old.title')}
        </summary>
        <div className="border-line border-t p-4">
          <Guide system="old" />
        </div>
      </details>
      <p className="text-ink-soft text-sm">
        {t.rich('help', { link: (words) => <Link href="/help/enrol-your-mac">{words}</Link> })}
      </p>
    </Card>
  )
}
