import { getTranslations } from 'next-intl/server'
import { Link } from '#components/ui/link.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'
import { GiveUp } from './give-up.tsx'
import { GoesAndStays } from './goes-and-stays.tsx'
import { MacForm } from './mac-form.tsx'

/** What goes and what stays, and the one button that does it. */
export async function AskFirst({ mac, person }: { mac: Mac; person: PersonActor }) {
  const t = await getTranslations('macs.leave')
  return (
    <>
      <GoesAndStays mac={mac} person={person} />
      <p className="mt-6 max-w-[62ch] text-ink-soft">{t('ask.undo')}</p>
      <div className="mt-4 flex flex-wrap items-start gap-x-6 gap-y-3">
        <MacForm
          does="remove"
          deviceId={mac.id}
          variant="danger"
          size="large"
          words={{ button: t('button'), pending: t('pending'), failed: t('failed') }}
        />
        <Link href={`/macs/${mac.id}`} className="self-center">
          {t('ask.keep')}
        </Link>
      </div>
      <GiveUp deviceId={mac.id} />
    </>
  )
}
