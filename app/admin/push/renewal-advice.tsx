import { getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'

/** The one mistake that costs every Mac its enrolment. */
export async function RenewalAdvice({ account }: { account: string | null }) {
  const t = await getTranslations('admin-push.renewal')
  return (
    <Callout tone="caution" title={t('title')} className="mb-6">
      {account ? t('body_account', { account }) : t('body')}
    </Callout>
  )
}
