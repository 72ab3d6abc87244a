import { getLocale, getTranslations } from 'next-intl/server'
import { relativeWords } from '#components/ui/relative-words.ts'
import type { InstallView } from '#lib/portal/installs/install-view.ts'

export interface InstallWords {
  title: string
  sentence: string
  /** What stands in the way: what happened, why, and the one next step. */
  failure: { what: string; why: string; next: string } | null
}

/** An install's state in the reader's language: the same words on every page. */
export async function installWords(install: InstallView): Promise<InstallWords> {
  const t = await getTranslations('installs')
  const locale = await getLocale()
  const { device, look, until } = install
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' })
  const values = {
    app: install.app.name,
    mac: device.name,
    seen: device.lastSeenAt ? relativeWords(device.lastSeenAt, Date.now(), locale) : t('never_seen'),
    until: until ? day.format(until) : '',
    minimum: install.package.minimumOsVersion ?? '',
  }
  const failure = (part: string) => t(`failure.${look.failureCode}.${part}`, values)
  return {
    title: t(look.titleKey, values),
    sentence: t(look.sentenceKey, values),
    failure: look.failureCode && { what: failure('what'), why: failure('why'), next: failure('next') },
  }
}
