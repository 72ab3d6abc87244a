import { randomUUID } from 'node:crypto'
import { getLocale, getTranslations } from 'next-intl/server'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import { UnavailableAction } from '#components/ui/unavailable-action.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import type { AppView } from '#lib/portal/catalog/app-view.ts'
import type { AppTarget } from '#lib/portal/installs/queries.ts'
import { getArticleForFailure } from '#lib/portal/knowledge/queries.ts'
import { env } from '#lib/server/env.ts'
import { AskForm } from './ask-form.tsx'
import { lengthWords } from './length-words.ts'

/** The form that asks for an app on one of these Macs; those that cannot have it say why. */
export async function AskForApp(props: { app: AppView; targets: AppTarget[]; first: boolean }) {
  const { app, targets } = props
  const t = await getTranslations('apps')
  const denials = await getTranslations('installs.denial')
  const locale = await getLocale()
  const person = await requireRole('employee')
  const minimum = app.current?.minimumOsVersion ?? ''
  const obstacles = [...new Set(targets.flatMap(({ denial }) => denial ?? []))]
  const articles = await Promise.all(
    obstacles.map((code) => getArticleForFailure(person, code, locale === 'nl' ? 'nl' : 'en')),
  )
  const able = targets.filter(({ denial }) => denial === null)
  const verb = t(app.approvalRequired ? 'ask.request' : 'ask.install')
  const help = articles.map((article) =>
    article ? (
      <p key={article.slug} className="mt-3 text-sm">
        <Link href={`/help/${article.slug}`} lang={article.language}>
          {article.title}
        </Link>
      </p>
    ) : null,
  )
  if (able.length === 0) {
    return (
      <Card className="space-y-5">
        {targets.map((target) => (
          <div key={target.device.id}>
            <h3 className="mb-2 font-semibold text-[0.9375rem]">{target.device.name}</h3>
            <UnavailableAction reason={target.denial ? denials(target.denial, { minimum }) : ''}>
              {verb}
            </UnavailableAction>
          </div>
        ))}
        {help}
      </Card>
    )
  }
  const days = lengthWords(env().ZELF_REQUEST_EXPIRY_MINUTES, locale)
  const earlier = targets.find(({ install }) => install?.state === 'declined')?.install?.request
  return (
    <Card>
      {earlier?.decisionReason ? (
        <Callout tone="caution" title={t('ask.declined_before')} className="mb-5">
          {t('ask.declined_reason', {
            name: earlier.decidedBy ?? t('ask.somebody'),
            reason: earlier.decisionReason,
          })}
        </Callout>
      ) : null}
      <AreaMessages>
        <AskForm
          requestKey={randomUUID()}
          appId={app.id}
          approvalRequired={app.approvalRequired}
          macs={targets.map((target) => ({
            id: target.device.id,
            name: target.device.name,
            hint: target.device.modelName,
            reason: target.denial ? denials(target.denial, { minimum }) : undefined,
          }))}
          words={{
            which: t('ask.which'),
            on: t(app.approvalRequired ? 'ask.request_on' : 'ask.install_on', {
              app: app.name,
              mac: able[0]?.device.name ?? '',
            }),
            reason: t('ask.reason'),
            reasonHint: t('ask.reason_hint'),
            promise: app.approvalRequired ? t('ask.promise', { length: days }) : t('ask.promise_at_once'),
            submit: props.first ? verb : t(app.approvalRequired ? 'ask.request_too' : 'ask.install_too'),
            pending: t('ask.pending'),
            failed: t('ask.failed'),
            done: t(app.approvalRequired ? 'ask.requested' : 'ask.started', { app: app.name }),
          }}
        />
      </AreaMessages>
      {help}
    </Card>
  )
}
