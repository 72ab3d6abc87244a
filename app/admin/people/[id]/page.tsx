import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { TwoColumns } from '#components/page/two-columns.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { StatusPill } from '#components/ui/status-pill.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getPerson } from '#lib/portal/accounts/get-person.ts'
import { countEndingInstalls } from '#lib/portal/installs/count-ending-installs.ts'
import { listMacsOfPerson } from '#lib/portal/macs/queries.ts'
import { getLeaving } from '#lib/portal/offboarding/get-leaving.ts'
import { EndSessionsButton } from '../end-sessions-button.tsx'
import { LeavingCallout } from './leaving-callout.tsx'
import { LetGoButton } from './let-go-button.tsx'
import { PersonFacts } from './person-facts.tsx'
import { PersonMacs } from './person-macs.tsx'
import { PersonTokens } from './person-tokens.tsx'

interface Props {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const admin = await requireRole('admin')
  const person = await getPerson(admin, (await params).id)
  if (!person) notFound()
  return { title: person.name }
}

export default async function PersonPage({ params }: Props) {
  const admin = await requireRole('admin')
  const person = await getPerson(admin, (await params).id)
  if (!person) notFound()
  const { id, name } = person
  const [leaving, macs, requests] = await Promise.all([
    getLeaving(admin, id),
    listMacsOfPerson(admin, id),
    countEndingInstalls(admin, id),
  ])
  if (!leaving) notFound()
  const t = await getTranslations('admin-people')
  const ends = {
    ...{ released: leaving.released, awaited: leaving.awaited, requests },
    ...{ sessions: person.sessionCount, tokens: person.tokens.length },
  }
  return (
    <AreaMessages areas={['admin-people']}>
      <PageHeader
        breadcrumb={<Breadcrumb label={t('way_up')} items={[{ href: '/admin/people', label: t('title') }]} />}
        icon={<Avatar name={name} />}
        title={name}
        status={leaving.off ? <StatusPill tone="caution">{t('switched_off')}</StatusPill> : null}
        description={person.email}
        actions={
          leaving.off ? null : (
            <>
              <EndSessionsButton person={person} />
              <LetGoButton person={{ id, name }} ends={ends} own={id === admin.id} />
            </>
          )
        }
      />
      {leaving.off ? <LeavingCallout person={person} off={leaving.off} ends={ends} macs={macs} /> : null}
      <TwoColumns aside={<PersonFacts person={person} />}>
        <Section title={t('macs.title')}>
          <PersonMacs admin={admin} macs={macs} />
        </Section>
        {person.tokens.length > 0 ? (
          <Section title={t('tokens.title')} description={t('tokens.description')}>
            <PersonTokens person={person} />
          </Section>
        ) : null}
      </TwoColumns>
      <LiveRefresh topics={['person', 'device']} ids={[id, ...macs.map((mac) => mac.id)]} />
    </AreaMessages>
  )
}
