import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { HealthPill } from '#app/(portal)/macs/health-pill.tsx'
import { MacIcon } from '#app/(portal)/macs/mac-icon.tsx'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { PollRefresh } from '#app/poll-refresh.tsx'
import { PushBanner } from '#app/shell/push-banner.tsx'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { TwoColumns } from '#components/page/two-columns.tsx'
import { hasRole } from '#lib/auth/actor.ts'
import { requireRole } from '#lib/auth/require-role.ts'
import { getRemoval } from '#lib/portal/macs/get-removal.ts'
import { getMac, listMacActions } from '#lib/portal/macs/queries.ts'
import { ActionPanel } from './action-panel.tsx'
import { MacAside } from './mac-aside.tsx'
import { MacMatter } from './mac-matter.tsx'
import { PinReveal } from './pin-reveal.tsx'
import { ReleasePanel } from './release-panel.tsx'
import { ReturnCallout } from './return-callout.tsx'

interface Props {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const helper = await requireRole('helpdesk')
  const mac = await getMac(helper, (await params).id)
  if (!mac) notFound()
  return { title: mac.name }
}

export default async function HelpdeskMacPage({ params }: Props) {
  const helper = await requireRole('helpdesk')
  const mac = await getMac(helper, (await params).id)
  if (!mac) notFound()
  const [actions, removal] = await Promise.all([listMacActions(helper, mac.id), getRemoval(helper, mac.id)])
  const t = await getTranslations('helpdesk-macs')
  const unseen = actions.find(
    (action) => action.hasPin && action.pinShownAt === null && action.actorId === helper.id,
  )
  const leaving = removal !== null && removal.state !== 'refused'
  const awaited = leaving || actions.some((action) => !action.endedAt)
  return (
    <AreaMessages areas={['helpdesk-macs']}>
      <PageHeader
        breadcrumb={
          <Breadcrumb label={t('way_up')} items={[{ href: '/helpdesk/macs', label: t('title') }]} />
        }
        icon={<MacIcon modelName={mac.modelName} />}
        title={mac.name}
        status={<HealthPill health={mac.health} />}
        description={`${mac.ownerName} · ${mac.modelName}`}
      />
      <PushBanner person={helper} />
      <PinReveal actionId={unseen?.id ?? null} prominent />
      <ReturnCallout helper={helper} mac={mac} />
      <TwoColumns
        asideFirst
        aside={
          <>
            <ActionPanel mac={mac} actions={actions} />
            <ReleasePanel helper={helper} mac={mac} removal={removal} />
            <MacAside helper={helper} mac={mac} />
          </>
        }
      >
        <MacMatter helper={helper} mac={mac} actions={actions} isAdmin={hasRole(helper, 'admin')} />
      </TwoColumns>
      <LiveRefresh topics={['device', 'install', 'ticket']} />
      {awaited ? <PollRefresh seconds={3} /> : null}
    </AreaMessages>
  )
}
