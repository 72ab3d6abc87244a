import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import type { CSSProperties, ReactNode } from 'react'
import './globals.css'
import { DemoBanner } from '#components/page/demo-banner.tsx'
import { OfflineBanner } from '#components/page/offline-banner.tsx'
import { Toaster } from '#components/ui/toaster.tsx'
import { env } from '#lib/server/env.ts'
import { AreaMessages } from './i18n/area-messages.tsx'
import { organization } from './organization.ts'
import { currentTheme } from './preferences/current-theme.ts'

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await organization()
  const t = await getTranslations('product')
  return {
    title: { template: `%s · ${name}`, default: name },
    description: t('description'),
    icons: { icon: '/favicon.svg' },
    robots: { index: false, follow: false },
    referrer: 'same-origin',
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('product')
  const theme = await currentTheme()
  const { accent } = await organization()
  const style: CSSProperties | undefined = accent ? { ['--accent' as string]: accent } : undefined
  return (
    <html lang={await getLocale()} data-theme={theme === 'system' ? undefined : theme} style={style}>
      <body>
        <AreaMessages>
          <OfflineBanner text={t('offline')} />
          {env().demo ? <DemoBanner label={t('demo_label')}>{t('demo')}</DemoBanner> : null}
          {children}
          <Toaster label={t('toasts.label')} closeLabel={t('toasts.close')} />
        </AreaMessages>
      </body>
    </html>
  )
}
