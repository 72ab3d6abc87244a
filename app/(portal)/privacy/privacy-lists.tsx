import { Check, CircleDashed, X } from 'lucide-react'
import { getFormatter, getTranslations } from 'next-intl/server'
import { Section } from '#components/page/section.tsx'
import { Card } from '#components/ui/card.tsx'
import { cn } from '#components/ui/cn.ts'
import type { Privacy } from '#lib/portal/privacy/derive.ts'

type List = keyof Privacy
type Item = Privacy[List][number]

/** What can happen comes before what could, and what cannot last: it is the longest. */
const lists: readonly List[] = ['always', 'might', 'never']

const looks = {
  always: { icon: Check, ink: 'text-accent-ink' },
  might: { icon: CircleDashed, ink: 'text-caution-ink' },
  never: { icon: X, ink: 'text-ink-soft' },
} as const

/** What IT can see and do, as three lists, each by its reasons. */
export async function PrivacyLists({ privacy }: { privacy: Privacy }) {
  const t = await getTranslations('privacy')
  return lists
    .filter((list) => privacy[list].length > 0)
    .map((list) => (
      <Section key={list} title={t(`${list}.title`)} description={t(`${list}.body`)}>
        <Card className="space-y-8">
          {[...Map.groupBy<string, Item>(privacy[list], ({ reason }) => reason)].map(([reason, items]) => (
            <ReasonGroup key={reason} list={list} reason={reason} items={items} />
          ))}
        </Card>
      </Section>
    ))
}

async function ReasonGroup({ list, reason, items }: { list: List; reason: string; items: Item[] }) {
  const t = await getTranslations('privacy')
  const columns = (['see', 'do'] as const)
    .map((kind) => ({ kind, own: items.filter((item) => item.kind === kind) }))
    .filter(({ own }) => own.length > 0)
  return (
    <div>
      <h3 className="mb-3 font-medium">{t(`${list}.${reason}`)}</h3>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {columns.map(({ kind, own }) => (
          <div key={kind}>
            <h4 className="mb-1.5 font-medium text-ink-soft text-sm">{t(kind)}</h4>
            <ul className="space-y-1.5 text-[0.9375rem]">
              {own.map((item) => (
                <PrivacyLine key={item.key} list={list} item={item} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </div>
  )
}

async function PrivacyLine({ list, item }: { list: List; item: Item }) {
  const t = await getTranslations('privacy')
  const format = await getFormatter()
  const { icon: Icon, ink } = looks[list]
  return (
    <li className="flex gap-2.5">
      <Icon aria-hidden className={cn('mt-1 size-4 shrink-0', ink)} />
      <span className="min-w-0 break-words">
        {t(`item.${item.key}`)}
        {item.reason === 'policy' ? (
          <span className="block text-ink-soft text-sm">
            {t('always.through', { policies: format.list(item.policies) })}
          </span>
        ) : null}
      </span>
    </li>
  )
}
