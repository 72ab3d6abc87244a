import { getTranslations } from 'next-intl/server'
import { GuideStep } from '#app/(portal)/enroll/guide-step.tsx'
import { organization } from '#app/organization.ts'
import { DrawingSettingsPane } from '#components/ui/drawing-settings-pane.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import { getSignedInAccount } from '#lib/portal/macs/get-signed-in-account.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'

/** Where macOS keeps profiles: it moved in 15, and was no System Settings before 13. */
function generationOf({ osVersion }: Mac): 'new' | 'old' | 'oldest' {
  const major = Number.parseInt(osVersion ?? '', 10)
  if (major < 13) return 'oldest'
  return major < 15 ? 'old' : 'new'
}

/** Removing the enrolment on the Mac itself, for its own macOS, in words and drawn. */
export async function ByHand(props: { mac: Mac; person: PersonActor; open?: boolean }) {
  const { mac, person } = props
  const t = await getTranslations('macs.leave.by_hand')
  const g = await getTranslations('enroll.guide')
  const { name } = await organization()
  const account = await getSignedInAccount(person, mac.id)
  const generation = generationOf(mac)
  const pane = generation === 'new' ? 'new' : 'old'
  const b = (words: React.ReactNode) => <strong>{words}</strong>
  return (
    <details open={props.open} className="mt-10 rounded-card border border-line bg-raised">
      <summary className="cursor-pointer rounded-card px-4 py-3 font-medium text-[0.9375rem] hover:bg-hover sm:px-5">
        {t('title')}
      </summary>
      <div className="space-y-5 border-line border-t p-4 sm:p-5">
        <p className="max-w-[62ch] text-[0.9375rem] text-ink-soft">{t('body')}</p>
        <div className="grid items-start gap-6 md:grid-cols-[1fr_minmax(0,20rem)]">
          <ol className="space-y-4">
            <GuideStep number={1}>
              {generation === 'oldest' ? t.rich('open_oldest', { b }) : g.rich(`${pane}.open`, { b })}
            </GuideStep>
            <GuideStep number={2}>{t.rich(account ? 'account' : 'profile', { b, name })}</GuideStep>
            <GuideStep number={3}>{t.rich(account ? 'account_last' : 'profile_last', { b })}</GuideStep>
          </ol>
          <DrawingSettingsPane
            label={t('drawing')}
            marks={{ sidebar: 1, profile: 2, button: 3 }}
            words={{
              search: g('search'),
              sidebar: [g('wifi'), g('general'), g('privacy')],
              chosen: pane === 'new' ? 1 : 2,
              heading: g(`${pane}.heading`),
              profile: account ?? name,
              profileHint: t('hint'),
              button: account ? t('sign_out') : '−',
            }}
          />
        </div>
      </div>
    </details>
  )
}
