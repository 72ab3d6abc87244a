import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PrivacyLists } from '#app/(portal)/privacy/privacy-lists.tsx'
import { WidenedNotices } from '#app/(portal)/privacy/widened-notices.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getMac } from '#lib/portal/macs/queries.ts'
import { getMacPrivacy, listWidenedNotices } from '#lib/portal/privacy/queries.ts'

interface Props {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const person = await requireRole('employee')
  if (!(await getMacPrivacy(person, (await params).id))) notFound()
  const t = await getTranslations('privacy')
  return { title: t('title') }
}

/** What IT can see of this Mac and do to it now. Helpdesk reads the same page as its owner. */
export default async function MacPrivacyPage({ params }: Props) {
  const person = await requireRole('employee')
  const { id } = await params
  const [mac, privacy] = await Promise.all([getMac(person, id), getMacPrivacy(person, id)])
  if (!mac || !privacy) notFound()
  const notices = await listWidenedNotices(person, id)
  const t = await getTranslations()
  const up =
    mac.ownerId === person.id
      ? { list: '/macs', mac: `/macs/${id}`, title: t('macs.title') }
      : { list: '/helpdesk/macs', mac: `/helpdesk/macs/${id}`, title: t('helpdesk-macs.title') }
  return (
    <>
      <PageHeader
        breadcrumb={
          <Breadcrumb
            label={t('privacy.way_up')}
            items={[
              { href: up.list, label: up.title },
              { href: up.mac, label: mac.name },
            ]}
          />
        }
        title={t('privacy.title')}
        description={t('privacy.mac.lead', { name: mac.name })}
      />
      <WidenedNotices notices={notices} inFull />
      <PrivacyLists privacy={privacy} />
      <LiveRefresh topics={['device']} ids={[id]} />
    </>
  )
}
