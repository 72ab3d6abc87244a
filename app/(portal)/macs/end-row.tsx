import { getLocale, getTranslations } from 'next-intl/server'
import { dateLocale } from '#components/ui/date-locale.ts'
import type { DescriptionItem } from '#components/ui/description-list.tsx'
import { judgeEnd } from '#lib/portal/ownership/policy.ts'

/** Until when a lease or cover lasts, in words; no row where that is not known. */
export async function endRow(label: string, lastDay: Date | null): Promise<DescriptionItem[]> {
  if (!lastDay) return []
  const t = await getTranslations('macs.ownership')
  const format = new Intl.DateTimeFormat(dateLocale(await getLocale()), {
    dateStyle: 'long',
    timeZone: 'UTC',
  })
  const standing = judgeEnd(lastDay, new Date())
  const date = format.format(lastDay)
  return [
    {
      label,
      value: t(standing === 'ended' ? 'ended' : 'until', { date }),
      hint: standing === 'soon' ? t('soon') : undefined,
    },
  ]
}
