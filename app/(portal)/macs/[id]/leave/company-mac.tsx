import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import type { Mac } from '#lib/portal/macs/queries.ts'

/** A Mac of the company: who lets it go, and how it is handed in. */
export async function CompanyMac({ mac }: { mac: Mac }) {
  const t = await getTranslations('macs.leave.company')
  const steps = ['ask', 'copy', 'bring'] as const
  return (
    <Card>
      <p>{t('who')}</p>
      <h2 className="mt-5 mb-2 font-semibold">{t('how')}</h2>
      <ol className="list-decimal space-y-1.5 pl-5">
        {steps.map((step) => (
          <li key={step}>{t(step)}</li>
        ))}
      </ol>
      <div className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3">
        <NextLink href={`/tickets/new?device=${mac.id}`} className={buttonStyle({ variant: 'primary' })}>
          {t('ticket')}
        </NextLink>
        <Link href={`/macs/${mac.id}`}>{t('back')}</Link>
      </div>
    </Card>
  )
}
