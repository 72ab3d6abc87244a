import { Upload } from 'lucide-react'
import { getLocale, getTranslations } from 'next-intl/server'
import { sizeWords } from '#app/installs/size-words.ts'
import { Badge } from '#components/ui/badge.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { AppView, PackageView } from '#lib/portal/catalog/app-view.ts'
import { PackageFacts } from '../package-facts.tsx'
import { UploadPackage } from '../upload-package.tsx'
import { ChooseVersionForm } from './choose-version-form.tsx'

/** An app's versions, the latest first; which one is installed now, and the way to another. */
export async function AppVersions({ app }: { app: AppView & { packages: PackageView[] } }) {
  const t = await getTranslations('admin-catalog.versions')
  const locale = await getLocale()
  return (
    <div className="space-y-4">
      {app.packages.length > 0 ? (
        <Card padding="none">
          <ul className="divide-y divide-line">
            {app.packages.map((version) => (
              <li key={version.id} className="px-5 py-3">
                <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
                  <p className="font-medium tabular-nums">{version.bundleVersion ?? version.version}</p>
                  {version.current ? <Badge tone="positive">{t('current')}</Badge> : null}
                  <p className="text-ink-soft text-sm">
                    {sizeWords(version.sizeBytes, locale)} ·{' '}
                    <RelativeTime date={version.uploadedAt} locale={locale} />
                  </p>
                  {version.current ? null : (
                    <div className="sm:ml-auto">
                      <ChooseVersionForm
                        appId={app.id}
                        packageId={version.id}
                        version={version.bundleVersion ?? version.version}
                      />
                    </div>
                  )}
                </div>
                <details className="group mt-1.5 text-sm">
                  <summary className="inline-flex min-h-6 cursor-pointer items-center rounded-sm text-accent-ink hover:underline">
                    {t('details')}
                    <span className="sr-only"> {version.bundleVersion ?? version.version}</span>
                  </summary>
                  <div className="mt-3 pb-2">
                    <PackageFacts version={version} />
                  </div>
                </details>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <details open={app.packages.length === 0}>
        <summary
          className={buttonStyle({
            className: 'cursor-pointer list-none [&::-webkit-details-marker]:hidden',
          })}
        >
          <Upload aria-hidden />
          {t('upload')}
        </summary>
        <div className="mt-4">
          <UploadPackage next={`/admin/catalog/${app.id}?package=`} />
        </div>
      </details>
    </div>
  )
}
