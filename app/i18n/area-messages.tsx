import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'

/** What client islands may use everywhere. */
const everywhere = ['errors', 'product']

/**
 * Gives client islands inside it the messages of these areas (useTranslations), beside `errors` and `product`.
 * A server component: what is not named here is not sent to the browser.
 */
export async function AreaMessages({ areas = [], children }: { areas?: string[]; children: ReactNode }) {
  const all = await getMessages()
  const wanted = new Set([...everywhere, ...areas])
  const picked = Object.fromEntries(Object.entries(all).filter(([area]) => wanted.has(area)))
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>
}
