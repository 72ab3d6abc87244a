'use client'

import { useLocale, useTranslations } from 'next-intl'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'

export interface NamedMac {
  id: string
  name: string
  ownerName: string
  ownerEmail: string
  serialNumber: string | null
  lastSeenAt: string | null
}

/** Whose Mac, which one, and when it was last heard of: what everything that acts on a Mac says first. */
export function MacNamed({ mac }: { mac: NamedMac }) {
  const t = useTranslations('helpdesk-macs.named')
  const locale = useLocale()
  return (
    <DescriptionList
      layout="grid"
      className="gap-y-3 rounded-card bg-sunken px-4 py-3"
      items={[
        { label: t('person'), value: mac.ownerName, hint: mac.ownerEmail },
        { label: t('mac'), value: mac.name },
        { label: t('serial'), value: mac.serialNumber ?? t('unknown') },
        {
          label: t('seen'),
          value: mac.lastSeenAt ? <RelativeTime date={mac.lastSeenAt} locale={locale} /> : t('never'),
        },
      ]}
    />
  )
}
