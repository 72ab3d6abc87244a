import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getPushPage } from '#lib/portal/push/queries.ts'
import { ChooseWay } from './choose-way.tsx'
import { PushNow } from './push-now.tsx'
import { RenewalAdvice } from './renewal-advice.tsx'
import { Walk } from './walk.tsx'

/** The state of the page stands in its address, but for what the open request says of itself. */
const address = z.object({
  way: z.enum(['mdmcert', 'vendor', 'file']).optional().catch(undefined),
  done: z.enum(['imported']).optional().catch(undefined),
})

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin-push')
  return { title: t('title') }
}

export default async function PushPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const admin = await requireRole('admin')
  const push = await getPushPage(admin)
  const { way: asked, done } = address.parse(await searchParams)
  const t = await getTranslations('admin-push')
  // An open request is gone on with; bringing a file that is there already needs none.
  const way = asked === 'file' ? 'file' : (push.request?.method ?? asked)
  const isRenewal = push.certificate !== null
  return (
    <AreaMessages areas={['admin-push']}>
      <div className="max-w-3xl">
        <PageHeader title={t('title')} description={t('description')} />
        {done ? (
          <Callout tone="positive" title={t('imported.title')} announce="status" className="mb-6">
            {t('imported.body')}
          </Callout>
        ) : null}
        <PushNow push={push} />
        {push.demo ? (
          <Callout title={t('demo.title')}>{t('demo.body')}</Callout>
        ) : (
          <Section
            title={t(isRenewal ? 'walk.renew' : 'walk.get')}
            description={way ? t(`way.${way}.title`) : t(isRenewal ? 'walk.renew_body' : 'walk.get_body')}
          >
            {isRenewal ? <RenewalAdvice account={push.appleAccount} /> : null}
            {way ? <Walk way={way} push={push} /> : <ChooseWay />}
          </Section>
        )}
      </div>
    </AreaMessages>
  )
}
