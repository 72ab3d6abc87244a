import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { PollRefresh } from '#app/poll-refresh.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import { Stepper } from '#components/ui/stepper.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getInvitation } from '#lib/portal/macs/get-invitation.ts'
import { env } from '#lib/server/env.ts'
import { mdm } from '#lib/server/mdm.ts'
import { ArrivalProgress } from './arrival-progress.tsx'
import { Arrived } from './arrived.tsx'
import { ChooseOwnership } from './choose-ownership.tsx'
import { InstallGuide } from './install-guide.tsx'
import { LinkPanel } from './link-panel.tsx'

/** The state of the page stands in its address: which Mac, and once a link was made, which invitation. */
const address = z.object({
  mac: z.enum(['personal', 'company']).optional().catch(undefined),
  invitation: z.string().optional().catch(undefined),
})

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('enroll')
  return { title: t('title') }
}

export default async function EnrollPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>
}) {
  const person = await requireRole('employee')
  const { mac, invitation: id } = address.parse(await searchParams)
  const invitation = id ? await getInvitation(person, id) : null
  if (id && !invitation) redirect('/enroll')
  if (invitation?.mac) return <Arrived mac={invitation.mac} />
  const ownership = invitation?.ownership ?? mac
  const t = await getTranslations('enroll')
  const push = await mdm().pushStatus()
  const closed = push.state === 'no_certificate' || push.state === 'expired'
  const expired = invitation?.state === 'expired'
  const step = !ownership ? 0 : !invitation || expired || invitation.state === 'waiting' ? 1 : 2
  // With keys, the link keeps its place in memory when it makes way for the guide.
  const link = ownership && (
    <AreaMessages key="link" areas={['enroll']}>
      <LinkPanel
        ownership={ownership}
        invitation={invitation && { id: invitation.id, expired }}
        demo={env().demo}
      />
    </AreaMessages>
  )
  const guide = invitation && !expired ? <InstallGuide key="guide" /> : null
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title={t('title')} description={t('lead')} />
      <div className="mb-8">
        <Stepper
          label={t('steps.label')}
          steps={[t('steps.choose'), t('steps.download'), t('steps.install')]}
          current={step}
          doneWord={t('steps.done')}
          currentWord={t('steps.current')}
        />
      </div>
      {closed ? (
        <Callout tone="caution" title={t('closed.title')} className="mb-6">
          {t('closed.body')}
        </Callout>
      ) : null}
      {ownership && !closed ? (
        <div className="space-y-6">
          <p className="text-[0.9375rem] text-ink-soft">
            {t(`choose.${ownership}.title`)} · <Link href="/enroll">{t('choose.change')}</Link>
          </p>
          {invitation && !expired ? <ArrivalProgress invitation={invitation} /> : null}
          {step === 2 ? [guide, link] : [link, guide]}
        </div>
      ) : null}
      {ownership ? null : <ChooseOwnership />}
      {invitation && !expired ? (
        <>
          <PollRefresh seconds={2} />
          <LiveRefresh topics={['device']} />
        </>
      ) : null}
    </div>
  )
}
