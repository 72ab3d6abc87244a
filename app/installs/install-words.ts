import { getLocale, getTranslations } from 'next-intl/server'
import { refusalWords } from '#app/refusals/refusal-words.ts'
import { dateLocale } from '#components/ui/date-locale.ts'
import { relativeWords } from '#components/ui/relative-words.ts'
import type { InstallView } from '#lib/portal/installs/install-view.ts'

export interface InstallWords {
  title: string
  sentence: string
  /** What stands in the way: what happened, why, and the one next step. */
  failure: { what: string; why: string; next: string } | null
}

const soonMilliseconds = 36 * 60 * 60 * 1000

/** The day on which the waiting ends; the hour too when it is soon. */
function untilWords(until: Date, locale: string): string {
  const soon = until.getTime() - Date.now() < soonMilliseconds
  const clock = soon ? ({ hour: 'numeric', minute: '2-digit' } as const) : {}
  return new Intl.DateTimeFormat(dateLocale(locale), { day: 'numeric', month: 'long', ...clock }).format(
    until,
  )
}

/** An install's state in the reader's language: the same words on every page. */
export async function installWords(install: InstallView): Promise<InstallWords> {
  const t = await getTranslations('installs')
  const requests = await getTranslations('requests')
  const locale = await getLocale()
  const { device, look, until } = install
  const values = {
    app: install.app.name,
    mac: device.name,
    seen: device.lastSeenAt ? relativeWords(device.lastSeenAt, Date.now(), locale) : requests('never_seen'),
    until: until ? untilWords(until, locale) : '',
    minimum: install.package.minimumOsVersion ?? '',
  }
  const failure = (part: string) => t(`failure.${look.failureCode}.${part}`, values)
  const refused = look.failureCode === 'command_refused' && install.refusal
  const known = refused ? await refusalWords(refused) : null
  return {
    title: t(look.titleKey, values),
    sentence: t(look.sentenceKey, values),
    failure: look.failureCode && {
      what: failure('what'),
      why: known?.why ?? failure('why'),
      next: known?.next ?? failure('next'),
    },
  }
}
