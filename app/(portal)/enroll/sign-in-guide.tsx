import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { organization } from '#app/organization.ts'
import { Card } from '#components/ui/card.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import { DrawingSettingsPane } from '#components/ui/drawing-settings-pane.tsx'
import { Link } from '#components/ui/link.tsx'
import { runtime } from '#lib/server/runtime.ts'
import { DrawingAccountSheet } from './drawing-account-sheet.tsx'
import { DrawingSignIn } from './drawing-sign-in.tsx'
import { GuideStep } from './guide-step.tsx'
import type { MacSystem } from './wizard-address.ts'

const strong = (words: ReactNode) => <strong>{words}</strong>

/** Beginning in System Settings: every step in words, with a drawing beside it. */
async function Guide({ system, account }: { system: 'new' | 'old'; account: string }) {
  const t = await getTranslations('enroll.sign_in')
  const g = await getTranslations('enroll.guide')
  const { name } = await organization()
  return (
    <div className="space-y-8">
      <div className="grid items-start gap-x-6 gap-y-4 md:grid-cols-[1fr_minmax(0,20rem)]">
        <ol className="space-y-4">
          <GuideStep number={1}>{t.rich(`open_${system}`, { b: strong })}</GuideStep>
          <GuideStep number={2}>{t.rich('choose', { b: strong })}</GuideStep>
        </ol>
        <DrawingSettingsPane
          label={t('drawing_settings')}
          marks={{ sidebar: 1, button: 2 }}
          words={{
            search: g('search'),
            sidebar: [g('wifi'), g('general'), g('privacy')],
            chosen: system === 'new' ? 1 : 2,
            heading: g(`${system}.heading`),
            profile: t('row'),
            profileHint: t('row_hint'),
            button: t('button'),
          }}
        />
      </div>
      <ol start={3} className="space-y-8">
        <GuideStep
          number={3}
          drawing={
            <DrawingAccountSheet
              label={t('drawing_account')}
              mark={3}
              words={{
                title: t('sheet_title'),
                body: t('sheet_body'),
                address: account,
                cancel: t('sheet_cancel'),
                go: t('sheet_go'),
              }}
            />
          }
        >
          <p className="mb-3">{t.rich('type', { b: strong })}</p>
          <CopyField value={account} label={t('copy_address')} copiedLabel={t('copied')} />
        </GuideStep>
        <GuideStep
          number={4}
          drawing={
            <DrawingSignIn
              label={t('drawing_page')}
              mark={4}
              words={{
                host: new URL(runtime().publicUrl).host,
                title: name,
                body: t('page_body'),
                go: t('page_go'),
              }}
            />
          }
        >
          {t.rich('confirm', { b: strong, name })}
        </GuideStep>
        <GuideStep number={5}>{t.rich('apple', { b: strong })}</GuideStep>
      </ol>
    </div>
  )
}

/** What to do on the Mac itself; both generations of System Settings when nobody said which it is. */
export async function SignInGuide(props: { system: MacSystem | undefined; account: string }) {
  const t = await getTranslations('enroll.sign_in')
  const { system, account } = props
  return (
    <Card className="space-y-6">
      <div>
        <h2 className="font-semibold text-lg">{t('title')}</h2>
        <p className="mt-1 max-w-[62ch] text-ink-soft">{t('body')}</p>
      </div>
      <Guide system={system === '14' ? 'old' : 'new'} account={account} />
      {system ? null : (
        <details className="rounded-card border border-line">
          <summary className="cursor-pointer rounded-card px-4 py-3 font-medium text-[0.9375rem] hover:bg-hover">
            {t('old_title')}
          </summary>
          <div className="border-line border-t p-4">
            <Guide system="old" account={account} />
          </div>
        </details>
      )}
      <p className="text-ink-soft text-sm">
        {t.rich('help', { link: (words) => <Link href="/help/enrol-your-mac">{words}</Link> })}
      </p>
    </Card>
  )
}
