import Image from 'next/image'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { organization } from '#app/organization.ts'
import { LanguageSwitch } from '#app/preferences/language-switch.tsx'

/** One thing to read or to confirm, below the company's sign: a page that also fits a Mac's own small window. */
export async function SmallWindow({ children }: { children: ReactNode }) {
  const words = await getTranslations('product')
  const { logoUrl } = await organization()
  const otherLanguage = (await getLocale()) === 'nl' ? 'en' : 'nl'
  return (
    <main id="main" className="mx-auto flex min-h-[80dvh] max-w-md flex-col justify-center gap-5 px-4 py-6">
      <Image
        unoptimized
        src={logoUrl ?? '/mark.svg'}
        alt=""
        width={96}
        height={96}
        className="mx-auto size-12 rounded-xl object-contain"
      />
      {children}
      <div className="flex justify-center">
        <LanguageSwitch to={otherLanguage} label={words(`languages.${otherLanguage}`)} />
      </div>
    </main>
  )
}
