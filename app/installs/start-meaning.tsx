import { getTranslations } from 'next-intl/server'

/** What the moments at which a large app may start mean. */
export async function StartMeaning() {
  const t = await getTranslations('requests.start')
  return <p className="max-w-[62ch] text-ink-soft text-sm">{t('meaning')}</p>
}
