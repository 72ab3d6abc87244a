import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { currentPerson } from '#lib/auth/current-person.ts'
import { isLocale, type Locale, localeCookie, negotiateLocale } from './locale.ts'

/** The language of this request: the person's own choice, else this browser's, else what the browser asks for. */
export const currentLocale = cache(async (): Promise<Locale> => {
  const person = await currentPerson()
  if (person?.locale) return person.locale
  const chosen = (await cookies()).get(localeCookie)?.value
  if (isLocale(chosen)) return chosen
  return negotiateLocale((await headers()).get('accept-language'))
})
