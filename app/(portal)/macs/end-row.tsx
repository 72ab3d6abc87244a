import { getFormatter, getTranslations } from 'next-intl/server'
import type { DescriptionItem } from '#components/ui/description-list.tsx'
import { judgeEnd } from '#lib/portal/ownership/policy.ts'

/** Until when a lease or cover lasts, in words; no row where that is not known. */
export async function endRow(label: string, lastDay: Date | null): Promise<DescriptionItem[]> {
  if (!lastDay) return []
  const t = await getTranslations('macs.ownership')
  const format = await getFormatter()
  const standing = judgeEnd(lastDay, new Date())
  const date = format.dateTime(lastDay, { dateStyle: 'long', timeZone: 'UTC' })
  return [
    {
      label,
      value: t(standing === 'ended' ? 'ended' : 'until', { date }),
      hint: standing === 'soon' ? t('soon') : undefined,
    },
  ]
}
