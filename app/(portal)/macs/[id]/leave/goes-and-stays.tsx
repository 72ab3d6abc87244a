import { Check, Trash2 } from 'lucide-react'
import { getFormatter, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { organization } from '#app/organization.ts'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import { judgeAbilities } from '#lib/portal/macs/judge-abilities.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'
import { getMacPrivacy } from '#lib/portal/privacy/queries.ts'
import { readWhatGoes } from '../../read-what-goes.ts'

function Lines({ title, going, children }: { title: string; going?: boolean; children: ReactNode }) {
  const Icon = going ? Trash2 : Check
  return (
    <Card className="h-full">
      <h2 className="mb-4 flex items-center gap-2.5 font-semibold text-lg">
        <Icon aria-hidden className={going ? 'size-5 text-critical-ink' : 'size-5 text-positive-ink'} />
        {title}
      </h2>
      <ul className="space-y-4 text-[0.9375rem]">{children}</ul>
    </Card>
  )
}

function Line({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li>
      <p className="font-medium">{title}</p>
      <div className="mt-0.5 break-words text-ink-soft">{children}</div>
    </li>
  )
}

/** What goes with a Mac's enrolment and what stays, by name. */
export async function GoesAndStays({ mac, person }: { mac: Mac; person: PersonActor }) {
  const t = await getTranslations('macs.leave')
  const sees = await getTranslations('macs.abilities.sees')
  const format = await getFormatter()
  const { name: company } = await organization()
  const [matter, privacy] = await Promise.all([readWhatGoes(person, mac), getMacPrivacy(person, mac.id)])
  const { apps, profiles, account } = matter
  const sights = judgeAbilities(mac).sees.filter(({ denial }) => denial === null)
  const hasKey = privacy?.always.some(({ key }) => key === 'recoveryKey') ?? false
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Lines title={t('goes.title')} going>
        {account ? (
          <Line title={t('goes.account')}>
            {t.rich('goes.account_body', { account: () => <span translate="no">{account}</span> })}
          </Line>
        ) : null}
        {apps.go.length > 0 ? (
          <Line title={t('goes.apps', { count: apps.go.length })}>{format.list(apps.go)}</Line>
        ) : null}
        {apps.underWay > 0 ? (
          <Line title={t('goes.under_way', { count: apps.underWay })}>{t('goes.under_way_body')}</Line>
        ) : null}
        <Line title={t('goes.settings', { company })}>
          {profiles.length > 0
            ? t('goes.settings_body', { profiles: format.list(profiles) })
            : t('goes.settings_none')}
        </Line>
        <Line title={t('goes.sight')}>
          {t('goes.sight_body')}
          <ul className="mt-1 list-disc space-y-0.5 pl-5">
            {sights.map(({ name }) => (
              <li key={name}>{sees(name)}</li>
            ))}
          </ul>
        </Line>
      </Lines>
      <Lines title={t('stays.title')}>
        <Line title={t('stays.own')}>{t(account ? 'stays.own_beside_account' : 'stays.own_body')}</Line>
        {apps.stay.length > 0 ? (
          <Line title={t('stays.apps')}>{t('stays.apps_body', { apps: format.list(apps.stay) })}</Line>
        ) : null}
        <Line title={t('stays.encryption')}>
          {hasKey
            ? t('stays.encryption_key')
            : t.rich('stays.encryption_body', {
                link: (words) => <Link href="/help/your-recovery-key">{words}</Link>,
              })}
        </Line>
        <Line title={t('stays.history')}>{t('stays.history_body')}</Line>
      </Lines>
    </div>
  )
}
