import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { PushPage } from '#lib/portal/push/queries.ts'
import { AccountNote } from './account-note.tsx'
import { PushSentence } from './push-sentence.tsx'
import { stateTones } from './state-tones.ts'

/** How waking Macs stands now: one sentence, then the facts behind it. */
export async function PushNow({ push }: { push: PushPage }) {
  const t = await getTranslations('admin-push')
  return (
    <Card className="mb-10">
      <StatusPill tone={stateTones[push.state]} className="mb-3">
        {t(`state.${push.state}`)}
      </StatusPill>
      <PushSentence push={push} />
      {push.certificate ? <Facts push={push} certificate={push.certificate} /> : null}
    </Card>
  )
}

async function Facts({
  push,
  certificate,
}: {
  push: PushPage
  certificate: NonNullable<PushPage['certificate']>
}) {
  const t = await getTranslations('admin-push.fact')
  const locale = await getLocale()
  const format = await getFormatter()
  const { counts } = push
  return (
    <DescriptionList
      className="mt-5 border-line border-t pt-5"
      items={[
        {
          label: t('not_after'),
          value: <RelativeTime date={certificate.notAfter} locale={locale} format="date" />,
          hint: t('days_left', { days: Math.max(0, push.daysLeft ?? 0) }),
        },
        { label: t('topic'), value: <CodeText className="break-all">{certificate.topic}</CodeText> },
        {
          label: t('issuer'),
          value: certificate.issuer,
          hint:
            certificate.issuedByApple || push.demo ? null : (
              <span className="text-caution-ink">{t('issuer_unexpected')}</span>
            ),
        },
        ...(push.demo ? [] : [{ label: t('account'), value: <AccountNote account={push.appleAccount} /> }]),
        {
          label: t('last_push'),
          value: counts.lastPushedAt ? (
            <RelativeTime date={counts.lastPushedAt} locale={locale} />
          ) : (
            t('no_push')
          ),
        },
        {
          label: t('waiting'),
          value: format.number(counts.waiting),
          hint: counts.retrying > 0 ? t('retrying', { count: counts.retrying }) : null,
        },
        ...(counts.refused > 0
          ? [{ label: t('refused'), value: format.number(counts.refused), hint: t('refused_hint') }]
          : []),
        ...(counts.otherTopic > 0
          ? [
              {
                label: t('other_topic'),
                value: format.number(counts.otherTopic),
                hint: t('other_topic_hint'),
              },
            ]
          : []),
      ]}
    />
  )
}
