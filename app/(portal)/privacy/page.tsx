import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/page/page-header.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { derive } from '#lib/portal/privacy/derive.ts'
import { type ProspectKind, prospectKinds, prospects } from '#lib/portal/privacy/prospects.ts'
import { PrivacyLists } from './privacy-lists.tsx'

interface Props {
  searchParams: Promise<{ kind?: string | string[] }>
}

const hrefOf = (kind: ProspectKind) => `/privacy?kind=${kind}`

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('privacy')
  return { title: t('title') }
}

/** What IT could see and do, before enrolling: one tab for each way. */
export default async function PrivacyPage({ searchParams }: Props) {
  await requireRole('employee')
  const asked = (await searchParams).kind
  const kind = prospectKinds.find((one) => one === asked) ?? 'private'
  const t = await getTranslations('privacy')
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <Tabs
        label={t('kinds')}
        items={prospectKinds.map((one) => ({ href: hrefOf(one), label: t(`kind.${one}.tab`) }))}
        current={hrefOf(kind)}
      />
      <p className="mt-6 mb-8 max-w-[62ch] text-ink-soft">{t(`kind.${kind}.body`)}</p>
      <PrivacyLists privacy={derive(prospects[kind], [])} />
    </>
  )
}
