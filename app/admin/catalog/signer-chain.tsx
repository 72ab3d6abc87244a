import { getLocale, getTranslations } from 'next-intl/server'
import { CodeText } from '#components/ui/code-text.tsx'
import { dateLocale } from '#components/ui/date-locale.ts'
import type { PackageView } from '#lib/portal/catalog/app-view.ts'

/** The signer's certificate and those that vouch for it, up to the root. */
export async function SignerChain({ chain }: { chain: PackageView['chain'] }) {
  const t = await getTranslations('admin-catalog.package')
  const format = new Intl.DateTimeFormat(dateLocale(await getLocale()), { dateStyle: 'long' })
  return (
    <ol className="space-y-2">
      {chain.map((certificate) => (
        <li key={certificate.sha256Hex}>
          <span className="block break-words">{certificate.subject}</span>
          <span className="block text-ink-soft text-sm">
            {t('valid_until', { date: format.format(certificate.notAfter) })}
          </span>
          <CodeText className="break-all">{certificate.sha256Hex}</CodeText>
        </li>
      ))}
    </ol>
  )
}
