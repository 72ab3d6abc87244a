import { getTranslations } from 'next-intl/server'
import { CheckList } from '#app/(portal)/macs/check-list.tsx'
import { MacCallouts } from '#app/(portal)/macs/mac-callouts.tsx'
import { MacFacts } from '#app/(portal)/macs/mac-facts.tsx'
import { MacProfiles } from '#app/(portal)/macs/mac-profiles.tsx'
import { InstallList } from '#app/installs/install-list.tsx'
import { Section } from '#components/page/section.tsx'
import { Card } from '#components/ui/card.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import { canDo } from '#lib/mdm/protocol/capability.ts'
import { listInstallsOfDevice } from '#lib/portal/installs/queries.ts'
import { getWaiting } from '#lib/portal/macs/get-waiting.ts'
import { listChecks } from '#lib/portal/macs/list-checks.ts'
import { listMacCertificates } from '#lib/portal/macs/list-mac-certificates.ts'
import { listMacApps, type Mac, type ShownAction } from '#lib/portal/macs/queries.ts'
import { listMacProfiles } from '#lib/portal/profiles/queries.ts'
import { ActionList } from './action-list.tsx'
import { AppList } from './app-list.tsx'
import { CertificateList } from './certificate-list.tsx'

export interface MacMatterProps {
  helper: PersonActor
  mac: Mac
  actions: ShownAction[]
  isAdmin: boolean
}

/** All that is known of a Mac, for the helpdesk. */
export async function MacMatter({ helper, mac, actions, isAdmin }: MacMatterProps) {
  const t = await getTranslations('helpdesk-macs')
  const [installs, profiles, apps, certificates, waiting] = await Promise.all([
    listInstallsOfDevice(helper, mac.id),
    listMacProfiles(helper, mac.id),
    listMacApps(helper, mac.id),
    listMacCertificates(helper, mac.id),
    getWaiting(helper, mac.id),
  ])
  const enrollmentType = mac.enrollmentType as 'device' | 'user' | 'automated'
  const tellsApps = canDo({ enrollmentType, accessRights: mac.accessRights }, 'inventory').allowed
  const quiet = (words: string) => <p className="text-ink-soft text-(length:--body)">{words}</p>
  return (
    <>
      <MacCallouts mac={mac} waiting={waiting} reader="helpdesk" />
      <Section title={t('facts')}>
        <Card>
          <MacFacts
            mac={mac}
            layout="grid"
            extra={[
              { label: t('enrollment_type'), value: t(`type.${enrollmentType}`) },
              {
                label: t('enrollment_id'),
                value: <CodeText className="break-all">{mac.enrollmentId}</CodeText>,
              },
            ]}
          />
        </Card>
      </Section>
      <Section title={t('actions.list')}>
        <ActionList actions={actions} isAdmin={isAdmin} />
      </Section>
      <Section title={t('checks')}>
        <CheckList checks={listChecks(mac, new Date())} />
      </Section>
      <Section title={t('installs')}>
        {installs.length > 0 ? (
          <InstallList installs={installs} label={t('installs')} onMac />
        ) : (
          quiet(t('no_installs'))
        )}
      </Section>
      <Section title={t('profiles')}>
        <MacProfiles profiles={profiles} />
      </Section>
      {certificates.length > 0 ? (
        <Section title={t('certificates.title')}>
          <CertificateList certificates={certificates} />
        </Section>
      ) : null}
      <Section title={t('apps.title', { count: apps.length })}>
        {apps.length > 0 ? <AppList apps={apps} /> : quiet(t(tellsApps ? 'apps.none' : 'apps.not_told'))}
      </Section>
    </>
  )
}
