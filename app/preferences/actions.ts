'use server'

import { cookies } from 'next/headers'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { currentPerson } from '#lib/auth/current-person.ts'
import { setLocale } from '#lib/portal/accounts/set-locale.ts'
import { localeCookie, locales } from '../i18n/locale.ts'
import { themeCookie, themes } from './theme.ts'

const yearSeconds = 365 * 24 * 60 * 60
const preferenceCookie = { path: '/', sameSite: 'lax', httpOnly: true, maxAge: yearSeconds } as const

/** A language, for this browser and, when signed in, for the person. */
export const chooseLanguage = action.forAnyone(
  z.object({ locale: z.enum(locales) }),
  async ({ locale }): Promise<undefined> => {
    const person = await currentPerson()
    if (person) await setLocale(person, locale)
    const jar = await cookies()
    jar.set(localeCookie, locale, preferenceCookie)
  },
)

/** Light, dark, or what the system says, for this browser. */
export const chooseTheme = action.forAnyone(
  z.object({ theme: z.enum(themes) }),
  async ({ theme }): Promise<undefined> => {
    const jar = await cookies()
    jar.set(themeCookie, theme, preferenceCookie)
  },
)
