import { Check, X } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'
import type { Abilities } from '#lib/portal/macs/judge-abilities.ts'

function Line({ can, word, children }: { can: boolean; word: string; children: ReactNode }) {
  const Icon = can ? Check : X
  return (
    <li className="flex gap-2.5">
      <Icon aria-hidden className={cn('mt-1 size-4 shrink-0', can ? 'text-accent-ink' : 'text-ink-soft')} />
      <span className={can ? undefined : 'text-ink-soft'}>
        <span className="sr-only">{word} </span>
        {children}
      </span>
    </li>
  )
}

/**
 * What a company can see of a Mac and do to it, line by line.
 *
 * only   one of the two lists; untitled  where the page has a title for it
 * brief  without the reason of each no, for a choice between two
 */
export async function AbilityList(props: {
  abilities: Abilities
  only?: 'sees' | 'does'
  untitled?: boolean
  brief?: boolean
}) {
  const t = await getTranslations('macs.abilities')
  const groups = [
    { key: 'sees', lines: props.abilities.sees },
    { key: 'does', lines: props.abilities.does },
  ] as const
  return (
    <div className={props.only ? undefined : 'grid gap-x-8 gap-y-6 sm:grid-cols-2'}>
      {groups
        .filter(({ key }) => !props.only || props.only === key)
        .map(({ key, lines }) => (
          <div key={key}>
            <h3 className={props.untitled ? 'sr-only' : 'mb-1.5 font-medium text-ink-soft text-sm'}>
              {t(`${key}.title`)}
            </h3>
            <ul className="space-y-1.5 text-[0.9375rem]">
              {[...lines]
                .sort((a, b) => Number(a.denial !== null) - Number(b.denial !== null))
                .map(({ name, denial }) => (
                  <Line key={name} can={denial === null} word={t(denial ? 'cannot' : 'can')}>
                    {t(`${key}.${name}`)}
                    {denial && !props.brief ? (
                      <span className="block text-ink-soft text-sm">{t(`denial.${denial}`)}</span>
                    ) : null}
                  </Line>
                ))}
            </ul>
          </div>
        ))}
    </div>
  )
}
