import { getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { Check } from '#lib/portal/macs/list-checks.ts'

const tones: Record<Check['state'], Tone> = {
  good: 'positive',
  bad: 'caution',
  not_told: 'neutral',
  not_yet: 'neutral',
}

function article(check: Check): 'fix-a-failing-check' | 'your-recovery-key' | null {
  if (check.state === 'bad' && check.code !== 'contact') return 'fix-a-failing-check'
  return check.code === 'file_vault' && check.state === 'good' ? 'your-recovery-key' : null
}

/**
 * Each rule for a Mac: kept or not, in words.
 *
 * forOwner  with the way to the article that says how to put it right
 */
export async function CheckList({ checks, forOwner }: { checks: Check[]; forOwner?: boolean }) {
  const t = await getTranslations('macs.checks')
  return (
    <Card padding="none">
      <ul className="divide-y divide-line">
        {checks.map((check) => {
          const slug = forOwner ? article(check) : null
          const unknown = check.state === 'not_told' || check.state === 'not_yet'
          return (
            <li
              key={check.code}
              className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 p-4 sm:px-5"
            >
              <div className="min-w-0 flex-1 basis-64">
                <p className="font-medium text-[0.9375rem]">{t(`${check.code}.title`)}</p>
                <p className="mt-0.5 max-w-[58ch] text-[0.9375rem] text-ink-soft">
                  {unknown ? t(check.state) : t(`${check.code}.${check.state}`)}{' '}
                  {slug ? <Link href={`/help/${slug}`}>{t(`article.${slug}`)}</Link> : null}
                </p>
              </div>
              <StatusPill tone={tones[check.state]}>{t(`state.${check.state}`)}</StatusPill>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
