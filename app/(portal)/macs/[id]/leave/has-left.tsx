import NextLink from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'
import { LeftWords } from '../../left-words.tsx'
import { ByHand } from './by-hand.tsx'
import { GiveUp } from './give-up.tsx'

/** The end: how it left, and what is left to do. */
export async function HasLeft({ mac, person }: { mac: Mac; person: PersonActor }) {
  const t = await getTranslations('macs.leave.left')
  const locale = await getLocale()
  const silent = mac.leftHow === 'silent'
  return (
    <>
      <Card>
        <p role="status">
          <LeftWords mac={mac} reader="owner" />
        </p>
        {mac.leftAt ? (
          <p className="mt-1 text-ink-soft text-sm">
            <RelativeTime date={mac.leftAt} locale={locale} />
          </p>
        ) : null}
        <div className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3">
          <NextLink href="/macs" className={buttonStyle({ variant: 'primary' })}>
            {t('macs')}
          </NextLink>
          <Link href="/enroll">{t('enrol')}</Link>
        </div>
      </Card>
      {mac.leftUnanswered && !silent ? <ByHand mac={mac} person={person} /> : null}
      {silent && mac.ownership === 'personal' ? <GiveUp deviceId={mac.id} /> : null}
    </>
  )
}
