import { getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import type { PushPage } from '#lib/portal/push/queries.ts'
import { AppleStep } from './apple-step.tsx'
import { BringForm } from './bring-form.tsx'
import { MailForm } from './mail-form.tsx'
import { MailedStep } from './mailed-step.tsx'
import { RequestButton } from './request-button.tsx'
import { StartOver } from './start-over.tsx'
import { type Step, Steps } from './steps.tsx'
import { VendorStep } from './vendor-step.tsx'

export type Way = 'mdmcert' | 'vendor' | 'file'

/** One way to a certificate, as far as it has been walked. */
export async function Walk({ way, push }: { way: Way; push: PushPage }) {
  const t = await getTranslations('admin-push')
  const isRenewal = push.certificate !== null
  return (
    <Card>
      {way === 'file' ? (
        <BringForm isRenewal={isRenewal} withKey account={push.appleAccount} />
      ) : (
        <Steps doneWord={t('step.done')} steps={await stepsOf(way, push)} />
      )}
      <div className="mt-8 flex flex-wrap items-center justify-between gap-3 border-line border-t pt-4">
        {push.request && way !== 'file' ? <StartOver /> : <Link href="/admin/push">{t('other_way')}</Link>}
        {push.request && way !== 'file' ? <Link href="/admin/push?way=file">{t('have_file')}</Link> : null}
      </div>
    </Card>
  )
}

async function stepsOf(way: 'mdmcert' | 'vendor', push: PushPage): Promise<Step[]> {
  const t = await getTranslations('admin-push.step')
  const { request } = push
  const signed = request?.signedRequest ?? null
  const isRenewal = push.certificate !== null
  const first: Step[] =
    way === 'mdmcert'
      ? [
          {
            title: t('mail_title'),
            state: request ? 'done' : 'now',
            body: request ? (
              t('mail_sent', { email: request.email ?? '' })
            ) : (
              <MailForm ready={push.mdmcertReady} />
            ),
          },
          {
            title: t('mailed_title'),
            state: signed ? 'done' : request ? 'now' : 'later',
            body: signed ? null : <MailedStep />,
          },
        ]
      : [
          {
            title: t('vendor_title'),
            state: push.vendor ? 'done' : 'now',
            body: <VendorStep vendor={push.vendor} closed={request !== null} />,
          },
          {
            title: t('request_title'),
            state: request ? 'done' : push.vendor ? 'now' : 'later',
            body: request ? null : <RequestButton />,
          },
        ]
  return [
    ...first,
    {
      title: t(isRenewal ? 'apple_title_renew' : 'apple_title'),
      state: signed ? 'now' : 'later',
      body: <AppleStep signed={signed} isRenewal={isRenewal} account={push.appleAccount} />,
    },
    {
      title: t('bring_title'),
      state: signed ? 'now' : 'later',
      body: <BringForm isRenewal={isRenewal} account={push.appleAccount} />,
    },
  ]
}
