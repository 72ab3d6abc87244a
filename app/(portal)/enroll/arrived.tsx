import { KeyRound, ShieldCheck } from 'lucide-react'
import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { RequiredApps } from '#app/installs/required-apps.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { PollRefresh } from '#app/poll-refresh.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { CardLink } from '#components/ui/card-link.tsx'
import { DrawingLaptop } from '#components/ui/drawing-laptop.tsx'
import type { Arrival } from '#lib/portal/installs/get-arrival.ts'
import { ReadySign } from './ready-sign.tsx'

/** The Mac is there: said warmly, with what comes to it by itself, and then what one could do next. */
export async function Arrived(props: { mac: { id: string; name: string }; arrival: Arrival | null }) {
  const { mac, arrival } = props
  const t = await getTranslations('enroll.arrived')
  const total = arrival?.total ?? 0
  const ready = total > 0 && arrival?.done === total
  const said = ready ? 'ready' : total > 0 ? 'coming' : 'plain'
  return (
    <div className="mx-auto max-w-3xl text-center">
      <div role="status" className="animate-rise">
        <div className="relative mx-auto mb-6 w-56 max-w-full">
          <DrawingLaptop />
          {ready ? <ReadySign /> : null}
        </div>
        <h1 className="text-balance font-semibold text-2xl sm:text-3xl">
          {t(ready ? 'title_ready' : 'title', { name: mac.name })}
        </h1>
        <p className="mx-auto mt-2 max-w-[52ch] text-balance text-ink-soft">{t(`body.${said}`)}</p>
        {arrival?.settling && total === 0 ? (
          <p className="mt-2 text-ink-soft text-sm">{t('looking')}</p>
        ) : null}
      </div>
      {arrival && total > 0 ? (
        <div className="mt-8">
          <RequiredApps arrival={arrival} title={t('apps_title')} />
        </div>
      ) : null}
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        <NextLink href="/apps" className={buttonStyle({ variant: 'primary', size: 'large' })}>
          {t('to_apps')}
        </NextLink>
        <NextLink href={`/macs/${mac.id}`} className={buttonStyle({ size: 'large' })}>
          {t('to_mac')}
        </NextLink>
      </div>
      <NextThings macId={mac.id} />
      <LiveRefresh topics={['install', 'device']} ids={[mac.id]} />
      {ready ? null : <PollRefresh seconds={arrival?.settling ? 2 : 30} />}
    </div>
  )
}

async function NextThings({ macId }: { macId: string }) {
  const t = await getTranslations('enroll.arrived')
  const next = [
    { key: 'see', href: `/macs/${macId}/privacy`, icon: <ShieldCheck /> },
    { key: 'key', href: '/help/your-recovery-key', icon: <KeyRound /> },
  ] as const
  return (
    <ul className="mt-12 grid gap-4 text-left sm:grid-cols-2">
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
  )
}
