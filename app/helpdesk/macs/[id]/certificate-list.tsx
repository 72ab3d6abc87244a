import { getLocale, getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { MacCertificate } from '#lib/portal/macs/list-mac-certificates.ts'

/** The certificates that the company put on a Mac, and until when they are good. */
export async function CertificateList({ certificates }: { certificates: MacCertificate[] }) {
  const t = await getTranslations('helpdesk-macs.certificates')
  const locale = await getLocale()
  return (
    <Card padding="none">
      <ul className="divide-y divide-line">
        {certificates.map((certificate, place) => (
          <li
            key={certificate.fingerprint ?? `${place} ${certificate.name}`}
            className="flex items-baseline justify-between gap-4 px-4 py-2 text-(length:--body) sm:px-5"
          >
            <span className="min-w-0 break-words">
              <span className="font-medium">{certificate.name || t('unnamed')}</span>{' '}
              {certificate.isIdentity ? <span className="text-ink-soft text-sm">{t('identity')}</span> : null}
            </span>
            <span className="shrink-0 text-right text-ink-soft text-sm">
              {certificate.validTo ? (
                <>
                  {t('until')} <RelativeTime date={certificate.validTo} locale={locale} format="date" />
                </>
              ) : (
                t('unreadable')
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
