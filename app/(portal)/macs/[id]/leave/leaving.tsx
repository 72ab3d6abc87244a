import { getTranslations } from 'next-intl/server'
import { longDate } from '#app/(portal)/macs/long-date.ts'
import { RemovalSteps } from '#app/(portal)/macs/removal-steps.tsx'
import { Card } from '#components/ui/card.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import type { Removal } from '#lib/portal/macs/get-removal.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'
import { ByHand } from './by-hand.tsx'
import { GiveUp } from './give-up.tsx'
import { MacForm } from './mac-form.tsx'

/** How it goes with a Mac that was told to leave, and what its owner can do meanwhile. */
export async function Leaving(props: { mac: Mac; person: PersonActor; removal: Removal }) {
  const { mac, person, removal } = props
  const t = await getTranslations('macs.leave')
  const own = mac.ownership === 'personal'
  const again = own && removal.state === 'refused'
  return (
    <>
      <Card>
        <RemovalSteps
          removal={removal}
          mac={mac}
          reader="owner"
          action={
            <>
              {again ? (
                <MacForm
                  does="remove"
                  deviceId={mac.id}
                  variant="primary"
                  words={{ button: t('again'), pending: t('pending'), failed: t('failed') }}
                />
              ) : null}
              {removal.canKeep ? (
                <MacForm
                  does="keep"
                  deviceId={mac.id}
                  variant="secondary"
                  words={{ button: t('keep.button'), pending: t('keep.pending'), failed: t('keep.failed') }}
                />
              ) : null}
            </>
          }
        />
        {removal.how === 'removed_here' ? null : (
          <p className="mt-4 text-[0.9375rem]">{t(`leaving.by_${removal.how}`)}</p>
        )}
        <p className="mt-4 border-line border-t pt-4 text-ink-soft text-sm">
          {t('leaving.until', { date: await longDate(removal.letGoAt) })}
        </p>
      </Card>
      <ByHand mac={mac} person={person} open={removal.state === 'refused'} />
      {own ? <GiveUp deviceId={mac.id} /> : null}
    </>
  )
}
