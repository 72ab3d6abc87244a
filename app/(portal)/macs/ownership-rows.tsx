import { getTranslations } from 'next-intl/server'
import { CodeText } from '#components/ui/code-text.tsx'
import type { DescriptionItem } from '#components/ui/description-list.tsx'
import type { Mac } from '#lib/portal/macs/queries.ts'
import { endRow } from './end-row.tsx'

/** What the company keeps of a Mac's ownership, for its owner; what is not known is left out. */
export async function ownershipRows(mac: Mac): Promise<DescriptionItem[]> {
  const t = await getTranslations('macs.ownership')
  const ours = mac.ownership === 'company'
  const ends = await Promise.all([
    endRow(t('lease'), ours ? mac.leaseEndsAt : null),
    endRow(t('warranty'), mac.warrantyEndsAt),
    endRow(t('apple_care'), mac.appleCareEndsAt),
  ])
  return [
    ...(ours && mac.shared ? [{ label: t('used_by'), value: t('shared') }] : []),
    ...(ours && mac.assetTag ? [{ label: t('tag'), value: <CodeText>{mac.assetTag}</CodeText> }] : []),
    ...ends.flat(),
  ]
}
