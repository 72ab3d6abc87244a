import { getRequestConfig } from 'next-intl/server'
import { currentLocale } from './current-locale.ts'
import { isLocale } from './locale.ts'
import { readMessages } from './read-messages.ts'

/** What next-intl needs for a request. Times are shown in the server's zone; RelativeTime corrects to the reader's. */
export default getRequestConfig(async ({ locale: asked }) => {
  const locale = isLocale(asked) ? asked : await currentLocale()
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return {
    locale,
    messages: await readMessages(locale),
    timeZone: timeZone === 'Etc/Unknown' ? 'UTC' : timeZone,
  }
})
