import { getTranslations } from 'next-intl/server'
import { organization } from '#app/organization.ts'
import { Card } from '#components/ui/card.tsx'
import { DrawingSettingsPane } from '#components/ui/drawing-settings-pane.tsx'
import { Link } from '#components/ui/link.tsx'
import { GuideStep } from './guide-step.tsx'
import type { MacSystem } from './wizard-address.ts'

async function Guide({ system }: { system: 'new' | 'old' }) {
  const t = await getTranslations('enroll.guide')
  const { name } = await organization()
  const steps = ['open', 'choose', 'install'] as const
  return (
    <div className="grid items-start gap-6 md:grid-cols-[1fr_minmax(0,22rem)]">
      <ol className="space-y-4">
        {steps.map((step, index) => (
          <GuideStep key={step} number={index + 1}>
            {t.rich(`${system}.${step}`, { name, b: (words) => <strong>{words}</strong> })}
          </GuideStep>
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

/**
 * The last step happens on the Mac: where to press, in words and drawn, for the macOS that it has; for both
 * generations of System Settings when nobody said which that is.
 */
export async function InstallGuide({ system }: { system: MacSystem | undefined }) {
  const t = await getTranslations('enroll.guide')
  const old = system === '13' || system === '14'
  return (
    <Card className="space-y-6">
      <div>
        <h2 className="font-semibold text-lg">{t('title')}</h2>
        <p className="mt-1 max-w-[62ch] text-ink-soft">{t('body')}</p>
      </div>
      <Guide system={old ? 'old' : 'new'} />
      {system === '13' ? <p className="text-[0.9375rem] text-ink-soft">{t('oldest')}</p> : null}
      {system ? null : (
        <details className="rounded-card border border-line">
          <summary className="cursor-pointer rounded-card px-4 py-3 font-medium text-[0.9375rem] hover:bg-hover">
            {t('old.title')}
          </summary>
          <div className="space-y-4 border-line border-t p-4">
            <Guide system="old" />
            <p className="text-[0.9375rem] text-ink-soft">{t('oldest')}</p>
          </div>
        </details>
      )}
      <p className="text-ink-soft text-sm">
        {t.rich('help', { link: (words) => <Link href="/help/enrol-your-mac">{words}</Link> })}
      </p>
    </Card>
  )
}
