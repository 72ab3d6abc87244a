import { getLocale, getTranslations } from 'next-intl/server'
import { payloadNames } from '#app/admin/profiles/payload-names.ts'
import { ProfileStatePill } from '#app/admin/profiles/profile-state-pill.tsx'
import { Card } from '#components/ui/card.tsx'
import type { listMacProfiles } from '#lib/portal/profiles/queries.ts'

type MacProfile = Awaited<ReturnType<typeof listMacProfiles>>[number]

/** The settings that a company put on a Mac: their names, what they are about, and how they stand. */
export async function MacProfiles({ profiles }: { profiles: MacProfile[] }) {
  const t = await getTranslations('macs.profiles')
  const format = new Intl.ListFormat(await getLocale(), { type: 'conjunction' })
  if (profiles.length === 0) return <p className="text-[0.9375rem] text-ink-soft">{t('none')}</p>
  const rows = await Promise.all(
    profiles.map(async (row) => ({
      row,
      about: format.format(await payloadNames(row.profile.payloadTypes)),
    })),
  )
  return (
    <Card padding="none">
      <ul className="divide-y divide-line">
        {rows.map(({ row, about }) => (
          <li
            key={row.profileId}
            className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 p-4 sm:px-5"
          >
            <div className="min-w-0 flex-1 basis-56">
              <p className="font-medium text-[0.9375rem]">{row.profile.name}</p>
              <p className="text-ink-soft text-sm">{about}</p>
            </div>
            <ProfileStatePill state={row.state} wanted={row.wanted} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
