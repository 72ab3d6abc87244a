import { getTranslations } from 'next-intl/server'
import { Section } from '#components/page/section.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Card } from '#components/ui/card.tsx'
import type { AppView, PackageView } from '#lib/portal/catalog/app-view.ts'
import { PackageFacts } from '../package-facts.tsx'
import { ChooseVersionForm } from './choose-version-form.tsx'

/** A package that was just uploaded for this app: what was read, and the button that puts it to use. */
export async function ChosenPackage({
  app,
  version,
}: {
  app: AppView & { packages: PackageView[] }
  version: PackageView
}) {
  const t = await getTranslations('admin-catalog.versions')
  const known = app.packages.flatMap((one) => one.bundleIdentifier ?? one.identifier)
  const differs = known.length > 0 && !known.includes(version.bundleIdentifier ?? version.identifier)
  const words = version.bundleVersion ?? version.version
  return (
    <Section title={t('uploaded', { version: words })} description={t('uploaded_body')}>
      <Card className="space-y-6 border-accent-mark">
        {differs ? (
          <Callout tone="caution" title={t('differs_title')}>
            {t('differs_body', { app: app.name })}
          </Callout>
        ) : null}
        <PackageFacts version={version} />
        <ChooseVersionForm appId={app.id} packageId={version.id} version={words} primary />
      </Card>
    </Section>
  )
}
