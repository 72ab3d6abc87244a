import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { StepFocus } from '#app/(portal)/enroll/step-focus.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { PollRefresh } from '#app/poll-refresh.tsx'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getRemoval } from '#lib/portal/macs/get-removal.ts'
import { getMac } from '#lib/portal/macs/queries.ts'
import { AskFirst } from './ask-first.tsx'
import { CompanyMac } from './company-mac.tsx'
import { HasLeft } from './has-left.tsx'
import { Leaving } from './leaving.tsx'

interface Props {
  params: Promise<{ id: string }>
}

type Step = 'left' | 'leaving' | 'company' | 'ask'

/** Where the removal of a Mac stands, which is what its page is about. */
async function readStep({ params }: Props) {
  const person = await requireRole('employee')
  const mac = await getMac(person, (await params).id)
  if (!mac) notFound()
  if (mac.ownerId !== person.id) redirect(`/helpdesk/macs/${mac.id}`)
  const removal = await getRemoval(person, mac.id)
  const before: Step = mac.ownership === 'company' ? 'company' : 'ask'
  const step: Step = mac.status === 'left' ? 'left' : removal ? 'leaving' : before
  return { person, mac, removal, step }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { mac, step } = await readStep(props)
  const t = await getTranslations('macs.leave')
  return { title: t(`${step}.title`, { mac: mac.name }) }
}

/** How a person's own Mac leaves: what that means, one yes, and then how it is going. */
export default async function LeavePage(props: Props) {
  const { person, mac, removal, step } = await readStep(props)
  const t = await getTranslations('macs')
  const waits = removal && removal.state !== 'refused' && mac.status !== 'left'
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        breadcrumb={
          <Breadcrumb
            label={t('way_up')}
            items={[
              { href: '/macs', label: t('title') },
              { href: `/macs/${mac.id}`, label: mac.name },
            ]}
          />
        }
        title={t(`leave.${step}.title`, { mac: mac.name })}
        description={step === 'ask' ? t('leave.ask.lead') : null}
      />
      <StepFocus step={step}>
        {step === 'left' ? <HasLeft mac={mac} person={person} /> : null}
        {step === 'leaving' && removal ? <Leaving mac={mac} person={person} removal={removal} /> : null}
        {step === 'company' ? <CompanyMac mac={mac} /> : null}
        {step === 'ask' ? <AskFirst mac={mac} person={person} /> : null}
      </StepFocus>
      <LiveRefresh topics={['device', 'install']} ids={[mac.id]} />
      {waits ? <PollRefresh seconds={3} /> : null}
    </div>
  )
}
