import type { Metadata } from 'next'
import NextLink from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { WidenedNotices } from '#app/(portal)/privacy/widened-notices.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { TwoColumns } from '#components/page/two-columns.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getWaiting } from '#lib/portal/macs/get-waiting.ts'
import { judgeAbilities } from '#lib/portal/macs/judge-abilities.ts'
import { listChecks } from '#lib/portal/macs/list-checks.ts'
import { getMac, listMacEvents } from '#lib/portal/macs/queries.ts'
import { listHandOverNotices } from '#lib/portal/ownership/queries.ts'
import { listWidenedNotices } from '#lib/portal/privacy/queries.ts'
import { listMacProfiles } from '#lib/portal/profiles/queries.ts'
import { AbilityList } from '../ability-list.tsx'
import { CheckList } from '../check-list.tsx'
import { HandOverNotices } from '../hand-over-notices.tsx'
import { HealthPill } from '../health-pill.tsx'
import { LeaveWay } from '../leave-way.tsx'
import { MacCallouts } from '../mac-callouts.tsx'
import { MacFacts } from '../mac-facts.tsx'
import { MacIcon } from '../mac-icon.tsx'
import { MacInstalls } from '../mac-installs.tsx'
import { MacProfiles } from '../mac-profiles.tsx'
import { MacTimeline } from '../mac-timeline.tsx'
import { ownershipRows } from '../ownership-rows.tsx'

interface Props {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const person = await requireRole('employee')
  const mac = await getMac(person, (await params).id)
  if (!mac) notFound()
  return { title: mac.name }
}

export default async function MacPage({ params }: Props) {
  const person = await requireRole('employee')
  const mac = await getMac(person, (await params).id)
  if (!mac) notFound()
  if (mac.ownerId !== person.id) redirect(`/helpdesk/macs/${mac.id}`)
  const t = await getTranslations('macs')
  const enrolled = mac.status === 'enrolled'
  const [profiles, events, waiting, notices, handOvers] = await Promise.all([
    listMacProfiles(person, mac.id),
    listMacEvents(person, mac.id, 12),
    getWaiting(person, mac.id),
    listWidenedNotices(person, mac.id),
    listHandOverNotices(person, mac.id),
  ])
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumb label={t('way_up')} items={[{ href: '/macs', label: t('title') }]} />}
        icon={<MacIcon modelName={mac.modelName} />}
        title={mac.name}
        status={<HealthPill health={mac.health} />}
        description={mac.osVersion ? `${mac.modelName} · macOS ${mac.osVersion}` : mac.modelName}
        actions={
          <NextLink href={`/tickets/new?device=${mac.id}`} className={buttonStyle({})}>
            {t('ask')}
          </NextLink>
        }
      />
      <MacCallouts mac={mac} waiting={waiting} reader="owner" />
      <HandOverNotices notices={handOvers} />
      <WidenedNotices notices={notices} />
      <TwoColumns
        aside={
          <>
            <Card>
              <h2 className="mb-4 font-semibold">{t('facts.title')}</h2>
              <MacFacts mac={mac} extra={await ownershipRows(mac)} />
            </Card>
            <Card>
              <h2 className="mb-4 font-semibold">{t('timeline')}</h2>
              <MacTimeline events={events} />
            </Card>
          </>
        }
      >
        {enrolled ? (
          <Section title={t('checks.title')} description={t('checks.body')}>
            <CheckList checks={listChecks(mac, new Date())} forOwner />
          </Section>
        ) : null}
        <MacInstalls owner={person} mac={mac} />
        {enrolled ? (
          <>
            <Section title={t('abilities.title')} description={t('abilities.body')}>
              <Card className="space-y-6">
                <AbilityList abilities={judgeAbilities(mac)} />
                <p className="border-line border-t pt-4 text-[0.9375rem] text-ink-soft">
                  {t.rich('abilities.never', {
                    link: (words) => <Link href={`/macs/${mac.id}/privacy`}>{words}</Link>,
                  })}
                </p>
              </Card>
            </Section>
            <Section title={t('profiles.title')} description={t('profiles.body')}>
              <MacProfiles profiles={profiles} />
            </Section>
            {mac.removalAskedAt ? null : (
              <Section title={t('leave.title')}>
                <LeaveWay mac={mac} />
              </Section>
            )}
          </>
        ) : null}
      </TwoColumns>
      <LiveRefresh topics={['device', 'install']} ids={[mac.id]} />
    </>
  )
}
