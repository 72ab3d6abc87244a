import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { DrawingLaptop } from '#components/ui/drawing-laptop.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { listMyMacs, type Mac } from '#lib/portal/macs/queries.ts'
import { MacCard } from './mac-card.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('macs')
  return { title: t('title') }
}

function Grid({ macs }: { macs: Mac[] }) {
  return (
    <ul className="grid grid-cols-1 gap-4 md:grid-cols-2">
      {macs.map((mac) => (
        <li key={mac.id}>
          <MacCard mac={mac} />
        </li>
      ))}
    </ul>
  )
}

export default async function MacsPage() {
  const person = await requireRole('employee')
  const macs = await listMyMacs(person)
  const t = await getTranslations('macs')
  const here = macs.filter((mac) => mac.status === 'enrolled')
  const gone = macs.filter((mac) => mac.status !== 'enrolled')
  const add = (variant: 'primary' | 'secondary') => (
    <NextLink href="/enroll" className={buttonStyle({ variant })}>
      <Plus aria-hidden />
      {t('add')}
    </NextLink>
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('lead')}
        actions={here.length > 0 ? add('secondary') : null}
      />
      {here.length > 0 ? (
        <div className="mb-10">
          <Grid macs={here} />
        </div>
      ) : (
        <EmptyState title={t('empty.title')} drawing={<DrawingLaptop />} action={add('primary')}>
          <p>{t('empty.body')}</p>
          <p className="mt-3 text-sm">
            <Link href="/privacy">{t('empty.privacy')}</Link>
          </p>
        </EmptyState>
      )}
      {gone.length > 0 ? (
        <Section title={t('gone.title')} description={t('gone.body')}>
          <Grid macs={gone} />
        </Section>
      ) : null}
      <LiveRefresh topics={['device']} />
    </>
  )
}
