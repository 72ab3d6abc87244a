import { getLocale, getTranslations } from 'next-intl/server'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { PushPage } from '#lib/portal/push/queries.ts'
import { VendorForm } from './vendor-form.tsx'

/** The vendor certificate: the form for it, or which one it is. closed: it has done its work. */
export async function VendorStep({ vendor, closed }: { vendor: PushPage['vendor']; closed: boolean }) {
  const t = await getTranslations('admin-push.vendor')
  const locale = await getLocale()
  if (!vendor) return <VendorForm />
  return (
    <>
      <p>
        {t.rich('saved', {
          name: vendor.name,
          date: () => <RelativeTime date={vendor.notAfter} locale={locale} format="date" />,
        })}
      </p>
      {closed ? null : (
        <details>
          <summary className="w-fit cursor-pointer rounded-sm text-accent-ink underline underline-offset-4">
            {t('replace')}
          </summary>
          <div className="mt-4">
            <VendorForm again />
          </div>
        </details>
      )}
    </>
  )
}
