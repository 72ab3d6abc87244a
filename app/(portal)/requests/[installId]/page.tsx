import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { isLocale } from '#app/i18n/locale.ts'
import { InstallPill } from '#app/installs/install-pill.tsx'
import { InstallProgress } from '#app/installs/install-progress.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { TwoColumns } from '#components/page/two-columns.tsx'
import { AppIcon } from '#components/ui/app-icon.tsx'
import { Card } from '#components/ui/card.tsx'
import { hasRole } from '#lib/auth/actor.ts'
import { currentPerson } from '#lib/auth/current-person.ts'
import { requireRole } from '#lib/auth/require-role.ts'
import { getInstall } from '#lib/portal/installs/queries.ts'
import { getArticleForFailure } from '#lib/portal/knowledge/queries.ts'
import { getMac } from '#lib/portal/macs/queries.ts'
import { InstallFacts } from './install-facts.tsx'
import { InstallFailure } from './install-failure.tsx'
import { InstallHelp } from './install-help.tsx'
import { InstallTimeline } from './install-timeline.tsx'

interface Props {
  params: Promise<{ installId: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const person = await currentPerson()
  const install = person && (await getInstall(person, (await params).installId))
  const t = await getTranslations('requests')
  return {
    title: install ? t('story.title', { app: install.app.name, mac: install.device.name }) : t('title'),
  }
}

export default async function InstallPage({ params }: Props) {
  const person = await requireRole('employee')
  const install = await getInstall(person, (await params).installId)
  if (!install) notFound()
  const t = await getTranslations('requests')
  const locale = await getLocale()
  const { failureCode } = install.look
  const article =
    failureCode && (await getArticleForFailure(person, failureCode, isLocale(locale) ? locale : 'en'))
  return (
    <>
      <LiveRefresh topics={['install', 'request', 'device']} ids={[install.id, install.device.id]} />
      <PageHeader
        breadcrumb={<Breadcrumb label={t('story.way')} items={[{ href: '/requests', label: t('title') }]} />}
        icon={<AppIcon name={install.app.name} src={install.app.iconUrl} size="large" />}
        title={install.app.name}
        status={<InstallPill install={install} />}
        description={
          install.person.id === person.id
            ? t('story.on_mac', { mac: install.device.name })
            : t('story.on_mac_of', { mac: install.device.name, person: install.person.name })
        }
      />
      <TwoColumns aside={<InstallHelp install={install} own={install.person.id === person.id} />}>
        <Card className="mb-10">
          <InstallProgress install={install} main />
          <InstallFailure install={install} article={article} />
        </Card>
        <Section title={t(install.required ? 'facts.title_required' : 'facts.title')}>
          <Card>
            <InstallFacts
              install={install}
              errors={hasRole(person, 'helpdesk') ? install.errors : []}
              macThere={(await getMac(person, install.device.id)) !== null}
            />
          </Card>
        </Section>
        <Section title={t('timeline.title')}>
          <InstallTimeline install={install} />
        </Section>
      </TwoColumns>
    </>
  )
}
