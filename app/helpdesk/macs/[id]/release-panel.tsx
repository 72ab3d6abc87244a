import { getFormatter, getTranslations } from 'next-intl/server'
import { MacForm } from '#app/(portal)/macs/[id]/leave/mac-form.tsx'
import { longDate } from '#app/(portal)/macs/long-date.ts'
import { readWhatGoes } from '#app/(portal)/macs/read-what-goes.ts'
import { RemovalSteps } from '#app/(portal)/macs/removal-steps.tsx'
import { Card } from '#components/ui/card.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import type { Removal } from '#lib/portal/macs/get-removal.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'
import type { NamedMac } from './mac-named.tsx'
import { ReleaseButton } from './release-button.tsx'

interface Props {
  helper: PersonActor
  mac: Mac
  removal: Removal | null
}

/** What a release takes from this Mac, by name. */
async function Consequences({ helper, mac }: Props) {
  const t = await getTranslations('helpdesk-macs.release.what')
  const format = await getFormatter()
  const { apps, profiles, account } = await readWhatGoes(helper, mac)
  return (
    <>
      {account ? <li>{t('account', { account })}</li> : null}
      {profiles.length > 0 ? <li>{t('profiles', { profiles: format.list(profiles) })}</li> : null}
      {apps.go.length > 0 ? <li>{t('apps', { apps: format.list(apps.go) })}</li> : null}
      {apps.underWay > 0 ? <li>{t('under_way', { count: apps.underWay })}</li> : null}
      <li>{t('reach')}</li>
      <li>{t('kept')}</li>
      <li>{t('told', { person: mac.ownerName })}</li>
    </>
  )
}

async function Progress({ mac, removal }: { mac: Mac; removal: Removal }) {
  const t = await getTranslations('helpdesk-macs.release')
  return (
    <>
      <RemovalSteps removal={removal} mac={mac} reader="helpdesk" vertical />
      <p className="mt-4 text-ink-soft text-sm">
        {t(`by.${removal.how}`)} {t('until', { date: await longDate(removal.letGoAt) })}
      </p>
    </>
  )
}

/** Ending the management of a Mac: offered, under way, or for one that nobody hears of any more. */
export async function ReleasePanel({ helper, mac, removal }: Props) {
  const silent = mac.status === 'left' && mac.leftHow === 'silent'
  if (mac.status === 'left' && !silent) return null
  const t = await getTranslations('helpdesk-macs.release')
  const named: NamedMac = {
    id: mac.id,
    name: mac.name,
    ownerName: mac.ownerName,
    ownerEmail: mac.ownerEmail,
    serialNumber: mac.serialNumber,
    lastSeenAt: mac.lastSeenAt?.toISOString() ?? null,
  }
  const offered = !silent && (!removal || removal.state === 'refused')
  return (
    <Card>
      <h2 className="mb-3 font-semibold">{t('title')}</h2>
      {removal ? (
        <Progress mac={mac} removal={removal} />
      ) : (
        <p className="text-ink-soft text-sm">{t(silent ? 'silent' : `body_${mac.ownership}`)}</p>
      )}
      <div className="mt-4 flex flex-wrap items-start gap-3">
        {removal?.canKeep ? (
          <MacForm
            does="keep"
            deviceId={mac.id}
            variant="secondary"
            words={{ button: t('keep.button'), pending: t('keep.pending'), failed: t('keep.failed') }}
          />
        ) : null}
        {offered ? (
          <ReleaseButton way="release" mac={named} again={removal !== null}>
            <Consequences helper={helper} mac={mac} removal={removal} />
          </ReleaseButton>
        ) : null}
        <ReleaseButton way="let_go" mac={named}>
          <li>{t('what.unasked')}</li>
          <li>{t('what.profile')}</li>
          <li>{t('what.kept')}</li>
          {removal?.how === 'removed_here' ? null : <li>{t('what.told', { person: mac.ownerName })}</li>}
        </ReleaseButton>
      </div>
    </Card>
  )
}
