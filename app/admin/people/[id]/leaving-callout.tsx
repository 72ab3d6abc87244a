import { getLocale, getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { Mac } from '#lib/portal/macs/queries.ts'
import type { Leaving } from '#lib/portal/offboarding/get-leaving.ts'
import type { Ends } from './ends.ts'
import { ReleaseNowButton } from './release-now-button.tsx'
import { WelcomeButton } from './welcome-button.tsx'

export interface LeavingCalloutProps {
  person: { id: string; name: string; fromDirectory: boolean }
  off: NonNullable<Leaving['off']>
  ends: Ends
  macs: Mac[]
}

/** Since when somebody's account is off, why, what becomes of their Macs, and what can be done about it. */
export async function LeavingCallout({ person, off, ends, macs }: LeavingCalloutProps) {
  const t = await getTranslations('admin-people.leaving')
  const locale = await getLocale()
  const when = (date: Date) => () => <RelativeTime date={date} locale={locale} />
  const { phase, admin, reason, since, macsGoAt } = off
  const { released, awaited, requests, tokens } = ends
  const undoes = {
    stays: macs.filter((mac) => mac.status === 'enrolled' && mac.removalAskedAt).length,
    kept: macs.filter((mac) => mac.returnAskedAt && !mac.returnedAt).length,
    gone: macs.filter((mac) => mac.status === 'left').length,
    works: tokens,
  }
  const mayHurry = phase === 'held' || phase === 'grace' || (phase === 'kept' && released + awaited > 0)
  return (
    <Callout
      tone="caution"
      className="mb-8"
      title={t.rich(admin === null ? 'by_directory' : 'by_admin', { admin: admin ?? '', when: when(since) })}
      action={
        <>
          {mayHurry ? <ReleaseNowButton person={person} ends={{ released, awaited, requests }} /> : null}
          <WelcomeButton person={person} undoes={undoes} />
        </>
      }
    >
      {reason ? <p className="break-words">{t('reason', { reason })}</p> : null}
      <p>
        {t.rich(`phase.${phase}`, {
          when: macsGoAt ? when(macsGoAt) : () => null,
          settings: (words) => <Link href="/admin/settings">{words}</Link>,
          people: (words) => <Link href="/admin/people">{words}</Link>,
        })}
      </p>
      {admin !== null && person.fromDirectory ? (
        <p className="mt-1 text-ink-soft text-sm">{t('admin_wins')}</p>
      ) : null}
    </Callout>
  )
}
