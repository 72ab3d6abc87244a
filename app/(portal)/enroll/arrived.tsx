import { AppWindow, KeyRound, ShieldCheck } from 'lucide-react'
import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { CardLink } from '#components/ui/card-link.tsx'
import { DrawingLaptop } from '#components/ui/drawing-laptop.tsx'

/** The Mac is there: said warmly, and then what one could do next. */
export async function Arrived({ mac }: { mac: { id: string; name: string } }) {
  const t = await getTranslations('enroll.arrived')
  const next = [
    { key: 'apps', href: '/apps', icon: <AppWindow /> },
    { key: 'see', href: `/macs/${mac.id}`, icon: <ShieldCheck /> },
    { key: 'key', href: '/help/your-recovery-key', icon: <KeyRound /> },
  ] as const
  return (
    <div className="mx-auto max-w-3xl text-center">
      <div role="status" className="animate-rise">
        <div className="mx-auto mb-6 w-56 max-w-full">
          <DrawingLaptop />
        </div>
        <h1 className="text-balance font-semibold text-2xl sm:text-3xl">{t('title', { name: mac.name })}</h1>
        <p className="mx-auto mt-2 max-w-[52ch] text-ink-soft">{t('body')}</p>
      </div>
      <div className="mt-7 flex flex-wrap justify-center gap-3">
        <NextLink href="/apps" className={buttonStyle({ variant: 'primary', size: 'large' })}>
          {t('to_apps')}
        </NextLink>
        <NextLink href={`/macs/${mac.id}`} className={buttonStyle({ size: 'large' })}>
          {t('to_mac')}
        </NextLink>
      </div>
      <ul className="mt-12 grid gap-4 text-left sm:grid-cols-3">
        {next.map(({ key, href, icon }) => (
          <li key={key}>
            <Card interactive padding="small" className="h-full">
              <span className="mb-3 flex size-9 items-center justify-center rounded-lg bg-accent-soft text-accent-ink [&_svg]:size-5">
                {icon}
              </span>
              <CardLink href={href}>{t(`next.${key}.title`)}</CardLink>
              <p className="mt-1 text-ink-soft text-sm">{t(`next.${key}.body`)}</p>
            </Card>
          </li>
        ))}
      </ul>
    </div>
  )
}
