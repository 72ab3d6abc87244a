import { getLocale, getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'
import { getReturn } from '#lib/portal/offboarding/get-return.ts'
import { ReopenReturnButton } from './reopen-return-button.tsx'
import { ReturnButtons } from './return-buttons.tsx'

const tones = { awaited: 'caution', returned: 'positive', ended: 'info' } as const

/** That a Mac of the company is to come back, is back, or is not expected; and what to do about it. */
export async function ReturnCallout({ helper, mac }: { helper: PersonActor; mac: Mac }) {
  const found = await getReturn(helper, mac.id)
  if (!found) return null
  const { state, since, reason, ownerName, ownerLeft } = found
  const t = await getTranslations('helpdesk-macs.return')
  const locale = await getLocale()
  const named = {
    id: mac.id,
    name: mac.name,
    ownerName: mac.ownerName,
    ownerEmail: mac.ownerEmail,
    serialNumber: mac.serialNumber,
    lastSeenAt: mac.lastSeenAt?.toISOString() ?? null,
  }
  return (
    <Callout
      tone={tones[state]}
      className="mb-6"
      title={t.rich(`${state}.title`, { when: () => <RelativeTime date={since} locale={locale} /> })}
      action={
        state === 'awaited' ? <ReturnButtons mac={named} /> : <ReopenReturnButton mac={named} was={state} />
      }
    >
      {ownerLeft ? `${t('left', { person: ownerName })} ` : null}
      {t(`${state}.body`, { reason: reason ?? '–' })}
    </Callout>
  )
}
