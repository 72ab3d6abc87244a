import { getTranslations } from 'next-intl/server'
import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import type { RequiringGroup } from '#lib/portal/requirements/list-groups.ts'
import { countReach } from './count-reach.ts'
import { EssentialButton } from './essential-button.tsx'
import { RequireForm } from './require-form.tsx'
import { StopRequiringButton } from './stop-requiring-button.tsx'

interface Props {
  app: { id: string; name: string; status: string }
  groups: RequiringGroup[]
}

/** The groups whose Macs get an app by themselves, and a way to add one. */
export async function RequiredFor({ app, groups }: Props) {
  const t = await getTranslations('admin-catalog.required')
  const named = groups.map(({ macs, ...group }) => ({
    ...group,
    ...countReach(macs),
    name: group.everyone ? t('everyone') : group.name,
  }))
  const requiring = named.filter(({ essential }) => essential !== null)
  const free = named.filter(({ essential }) => essential === null)
  return (
    <div className="space-y-4">
      {requiring.length > 0 ? (
        <Card padding="none">
          <ul className="divide-y divide-line">
            {requiring.map(({ id, name, essential, reached, left }) => (
              <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 py-3">
                <div className="min-w-0 text-[0.9375rem]">
                  <p className="flex flex-wrap items-center gap-2 font-medium">
                    <span className="break-words">{name}</span>
                    {essential ? <Badge tone="accent">{t('essential')}</Badge> : null}
                  </p>
                  <p className="text-ink-soft text-sm">
                    {t('reaches', { count: reached })} {left > 0 ? t('leaves', { count: left }) : null}
                  </p>
                </div>
                <div className="flex flex-wrap gap-2">
                  <EssentialButton appId={app.id} groupId={id} group={name} essential={essential === true} />
                  <StopRequiringButton appId={app.id} groupId={id} group={name} app={app.name} />
                </div>
              </li>
            ))}
          </ul>
        </Card>
      ) : (
        <p className="text-[0.9375rem] text-ink-soft">{t('none')}</p>
      )}
      {free.length > 0 ? (
        <Card>
          <RequireForm appId={app.id} published={app.status === 'published'} groups={free} />
        </Card>
      ) : null}
    </div>
  )
}
