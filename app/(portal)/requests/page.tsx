import type { Metadata } from 'next'
import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { InstallList } from '#app/installs/install-list.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DrawingPackages } from '#components/ui/drawing-packages.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { isMoving, needsPerson } from '#lib/portal/installs/describe-install.ts'
import { listMyInstalls } from '#lib/portal/installs/queries.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('requests')
  return { title: t('title') }
}

export default async function RequestsPage() {
  const person = await requireRole('employee')
  const t = await getTranslations('requests')
  const installs = await listMyInstalls(person)
  const stuck = installs.filter(needsPerson)
  const going = installs.filter((install) => isMoving(install.state) && !stuck.includes(install))
  const earlier = installs.filter((install) => !stuck.includes(install) && !going.includes(install))
  return (
    <>
      <LiveRefresh topics={['install', 'request']} />
      <PageHeader title={t('title')} description={t('lead')} />
      {installs.length === 0 ? (
        <Card>
          <EmptyState
            title={t('empty.title')}
            drawing={<DrawingPackages />}
            action={
              <NextLink href="/apps" className={buttonStyle({ variant: 'primary' })}>
                {t('empty.action')}
              </NextLink>
            }
          >
            {t('empty.body')}
          </EmptyState>
        </Card>
      ) : null}
      {stuck.length > 0 ? (
        <Section title={t('stuck')}>
          <InstallList installs={stuck} />
        </Section>
      ) : null}
      {going.length > 0 ? (
        <Section title={t('going')}>
          <InstallList installs={going} />
        </Section>
      ) : null}
      {earlier.length > 0 ? (
        <Section title={t('earlier')}>
          <InstallList installs={earlier} />
        </Section>
      ) : null}
    </>
  )
}
