import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { PollRefresh } from '#app/poll-refresh.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getArrival } from '#lib/portal/installs/get-arrival.ts'
import { Arrived } from './arrived.tsx'
import { machineOf } from './machine.ts'
import { readAttempt } from './read-attempt.ts'
import { readAddress } from './wizard-address.ts'
import { WizardBody } from './wizard-body.tsx'

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
  const address = readAddress(await searchParams)
  const attempt = await readAttempt(person, address)
  const { invitation, expired, plan } = attempt
  if (address.invitation !== undefined && !invitation) redirect('/enroll')
  if (invitation?.mac) {
    return <Arrived mac={invitation.mac} arrival={await getArrival(person, invitation.mac.id)} />
  }
  const t = await getTranslations('enroll')
  const machine = machineOf((await headers()).get('user-agent'))
  const awaited = (invitation !== null && !expired) || plan.step === 'sign_in'
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title={t('title')} description={t('lead')} />
      <WizardBody person={person} address={address} attempt={attempt} machine={machine} />
      {awaited ? (
        <>
          <PollRefresh seconds={2} />
          <LiveRefresh topics={['device']} />
        </>
      ) : null}
    </div>
  )
}
