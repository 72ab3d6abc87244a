import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { CodeText } from '#components/ui/code-text.tsx'
import { type DescriptionItem, DescriptionList } from '#components/ui/description-list.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { Mac } from '#lib/portal/macs/queries.ts'

async function storage(mac: Mac): Promise<DescriptionItem[]> {
  if (!mac.capacityGb || mac.availableGb === null) return []
  const t = await getTranslations('macs.facts')
  const format = await getFormatter()
  const size = (gb: number) =>
    format.number(gb, { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 0 })
  const words = t('storage_free', { free: size(mac.availableGb), total: size(mac.capacityGb) })
  const used = (100 * (mac.capacityGb - mac.availableGb)) / mac.capacityGb
  return [
    {
      label: t('storage'),
      value: (
        <div className="space-y-2">
          <p>{words}</p>
          <ProgressBar label={t('storage_used')} value={used} />
        </div>
      ),
    },
  ]
}

/**
 * What a Mac told of itself; what it did not tell is left out. A serial number is only there where the kind of
 * enrolment lets a company see it.
 *
 * extra  rows of the page's own, before the times
 */
export async function MacFacts(props: { mac: Mac; extra?: DescriptionItem[]; layout?: 'rows' | 'grid' }) {
  const { mac } = props
  const t = await getTranslations('macs.facts')
  const locale = await getLocale()
  const format = await getFormatter()
  const when = (date: Date) => <RelativeTime date={date} locale={locale} />
  const row = (label: string, value: DescriptionItem['value'] | null): DescriptionItem[] =>
    value ? [{ label, value }] : []
  const build = mac.buildVersion ? ` (${mac.buildVersion})` : ''
  return (
    <DescriptionList
      layout={props.layout}
      items={[
        ...row(t('model'), mac.modelName),
        ...row(t('serial'), mac.serialNumber && <CodeText>{mac.serialNumber}</CodeText>),
        ...row(t('os'), mac.osVersion && `macOS ${mac.osVersion}${build}`),
        ...(await storage(mac)),
        ...row(
          t('battery'),
          mac.batteryLevel !== null &&
            format.number(mac.batteryLevel, { style: 'percent', maximumFractionDigits: 0 }),
        ),
        ...row(t('ownership'), t(mac.ownership === 'personal' ? 'personal' : 'company')),
        ...(props.extra ?? []),
        ...row(t('enrolled'), when(mac.enrolledAt)),
        ...row(t('seen'), mac.lastSeenAt ? when(mac.lastSeenAt) : t('never')),
        ...row(t('reported'), mac.inventoryAt ? when(mac.inventoryAt) : t('never')),
      ]}
    />
  )
}
