import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { currentLocale } from '#app/i18n/current-locale.ts'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { TwoColumns } from '#components/page/two-columns.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getArticle, getArticleForFailure } from '#lib/portal/knowledge/queries.ts'
import { listMyMacs } from '#lib/portal/macs/queries.ts'
import { SentAlong } from '../sent-along.tsx'
import { NewTicketForm } from './new-ticket-form.tsx'
import { readMatter } from './read-matter.ts'
import { WhatFollows } from './what-follows.tsx'

interface NewTicketPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('tickets')
  return { title: t('new.title') }
}

export default async function NewTicketPage({ searchParams }: NewTicketPageProps) {
  const employee = await requireRole('employee')
  const given = await searchParams
  const t = await getTranslations('tickets')
  const locale = await currentLocale()
  const { matter, snapshot, missing } = await readMatter(employee, given)
  const { install = null, mac = null } = snapshot ?? {}
  const slug = typeof given.article === 'string' ? given.article : ''
  const read = slug ? await getArticle(employee, slug, locale) : null
  const answer = install?.failureCode
    ? await getArticleForFailure(employee, install.failureCode, locale)
    : null
  const macs = mac ? [] : (await listMyMacs(employee)).filter(({ status }) => status === 'enrolled')
  const subject = install
    ? t('new.subject_install', { app: install.appName })
    : mac
      ? t('new.subject_mac', { mac: mac.name })
      : (read?.title ?? '')
  const { installId, deviceId } = matter
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumb label={t('breadcrumb')} items={[{ href: '/help', label: t('help') }]} />}
        title={t('new.title')}
        description={t('new.lead')}
      />
      <TwoColumns
        asideFirst={snapshot !== null}
        aside={
          <>
            <SentAlong snapshot={snapshot} title={t('sent.preview')}>
              <p className="mt-4 border-line border-t pt-3 text-sm">
                <Link quiet href="/tickets/new">
                  {t('sent.without')}
                </Link>
              </p>
            </SentAlong>
            <div className={snapshot ? 'max-lg:hidden' : undefined}>
              <WhatFollows />
            </div>
          </>
        }
      >
        {missing ? (
          <Callout tone="caution" className="mb-6" title={t('new.missing')}>
            {t('new.missing_hint')}
          </Callout>
        ) : null}
        {answer ? (
          <Callout className="mb-6" title={t('new.answer')}>
            <Link href={`/help/${answer.slug}`}>{answer.title}</Link>
          </Callout>
        ) : null}
        <Card>
          <NewTicketForm
            fields={{
              requestKey: randomUUID(),
              ...(installId ? { installId } : {}),
              ...(deviceId ? { deviceId } : {}),
            }}
            subject={subject.slice(0, 120)}
            macs={macs.map(({ id, name, modelName }) => ({ value: id, label: `${name} (${modelName})` }))}
            labels={{
              subject: t('new.subject'),
              message: t('new.message'),
              messageHint: t('new.message_hint'),
              mac: t('new.mac'),
              macHint: t('new.mac_hint'),
              noMac: t('new.no_mac'),
              optional: t('new.optional'),
              send: t('new.send'),
              sending: t('reply.sending'),
              failed: t('failed'),
            }}
          />
        </Card>
      </TwoColumns>
    </>
  )
}
