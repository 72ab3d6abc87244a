import { AppWindow, Laptop } from 'lucide-react'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Card } from '#components/ui/card.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { TicketSnapshot } from '#lib/portal/tickets/ticket-snapshot.ts'

function Fact({ icon, title, children }: { icon: ReactNode; title: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-3">
      <span className="mt-0.5 shrink-0 text-ink-soft [&_svg]:size-5">{icon}</span>
      <div className="min-w-0">
        <p className="break-words font-medium">{title}</p>
        <div className="space-y-0.5 text-ink-soft text-sm">{children}</div>
      </div>
    </li>
  )
}

/** What of the person's Mac and install the helpdesk sees with a question. Nothing when nothing goes along. */
export async function SentAlong(props: {
  snapshot: TicketSnapshot | null
  title: string
  children?: ReactNode
}) {
  const { mac = null, install = null } = props.snapshot ?? {}
  if (!mac && !install) return null
  const t = await getTranslations('tickets')
  const locale = await getLocale()
  return (
    <Card>
      <h2 className="mb-3 font-semibold">{props.title}</h2>
      <ul className="space-y-4 text-[0.9375rem]">
        {mac ? (
          <Fact icon={<Laptop aria-hidden />} title={<span dir="auto">{mac.name}</span>}>
            <p>{t('sent.mac', { model: mac.modelName, version: mac.osVersion ?? '–' })}</p>
            {mac.serialNumber ? <CodeText>{mac.serialNumber}</CodeText> : null}
            {mac.lastSeenAt ? (
              <p>
                {t.rich('sent.seen', {
                  when: () => <RelativeTime date={mac.lastSeenAt ?? 0} locale={locale} />,
                })}
              </p>
            ) : null}
          </Fact>
        ) : null}
        {install ? (
          <Fact
            icon={<AppWindow aria-hidden />}
            title={t('sent.install', { app: install.appName, version: install.appVersion })}
          >
            <p>{t('sent.history', { count: install.history.length })}</p>
          </Fact>
        ) : null}
      </ul>
      {props.children}
    </Card>
  )
}
