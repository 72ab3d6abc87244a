import { getLocale, getTranslations } from 'next-intl/server'
import { sizeWords } from '#app/installs/size-words.ts'
import { Section } from '#components/page/section.tsx'
import { Card } from '#components/ui/card.tsx'
import { CardLink } from '#components/ui/card-link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { PackageView } from '#lib/portal/catalog/app-view.ts'

/** Packages that were uploaded and belong to no app yet; each leads to the form that makes one of it. */
export async function LoosePackages({ packages }: { packages: PackageView[] }) {
  const t = await getTranslations('admin-catalog.loose')
  const locale = await getLocale()
  return (
    <Section title={t('title')} description={t('body')} className="mt-10">
      <Card padding="none" className="overflow-clip">
        <ul className="divide-y divide-line">
          {packages.map((version) => (
            <li
              key={version.id}
              className="relative flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-5 py-3 focus-within:bg-hover hover:bg-hover"
            >
              <CardLink href={`/admin/catalog/new?package=${version.id}`} className="after:rounded-none">
                {version.title} {version.bundleVersion ?? version.version}
              </CardLink>
              <span className="text-ink-soft text-sm">{sizeWords(version.sizeBytes, locale)}</span>
              <span className="ml-auto text-ink-soft text-sm">
                <RelativeTime date={version.uploadedAt} locale={locale} />
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
