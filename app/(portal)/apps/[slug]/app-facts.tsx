import { getLocale, getTranslations } from 'next-intl/server'
import { sizeWords } from '#app/installs/size-words.ts'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { AppView } from '#lib/portal/catalog/app-view.ts'

/** An app's version, size and what it needs; and how the reader gets it, which is by itself where it is required. */
export async function AppFacts({ app, required }: { app: AppView; required: boolean }) {
  const t = await getTranslations('apps')
  const origin = await getTranslations('requests.origin')
  const categories = await getTranslations('installs.category')
  const locale = await getLocale()
  const items = [
    { label: t('facts.publisher'), value: app.publisher },
    { label: t('facts.category'), value: categories(app.category) },
    {
      label: t('facts.approval'),
      value: required ? origin('required') : t(app.approvalRequired ? 'needs_approval' : 'at_once'),
    },
  ]
  const current = app.current && [
    { label: t('facts.version'), value: app.current.version },
    { label: t('facts.size'), value: sizeWords(app.current.sizeBytes, locale) },
    {
      label: t('facts.needs'),
      value: app.current.minimumOsVersion
        ? t('facts.macos', { version: app.current.minimumOsVersion })
        : t('facts.any_macos'),
    },
  ]
  const changed = {
    label: t('facts.changed'),
    value: <RelativeTime date={app.updatedAt} locale={locale} format="date" />,
  }
  return (
    <DescriptionList
      layout="grid"
      className="grid-cols-2 gap-y-4 sm:grid-cols-3 lg:grid-cols-2"
      items={[...(current ?? []), ...items, changed]}
    />
  )
}
