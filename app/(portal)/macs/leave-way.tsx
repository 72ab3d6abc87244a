import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { buttonStyle } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import type { Mac } from '#lib/portal/macs/queries.ts'

/** The way out, at the end of a Mac's page: for its owner to take, or where to ask. */
export async function LeaveWay({ mac }: { mac: Mac }) {
  const t = await getTranslations('macs.leave')
  const address = `/macs/${mac.id}/leave`
  if (mac.ownership === 'company') {
    return (
      <p className="max-w-[62ch] text-[0.9375rem] text-ink-soft">
        {t.rich('company_words', { link: (words) => <Link href={address}>{words}</Link> })}
      </p>
    )
  }
  return (
    <>
      <p className="max-w-[62ch] text-[0.9375rem] text-ink-soft">{t('personal')}</p>
      <NextLink href={address} className={buttonStyle({ className: 'mt-4' })}>
        {t('button')}
      </NextLink>
    </>
  )
}
