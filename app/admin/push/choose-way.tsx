import { ChevronRight, FileKey2, Mail, Stamp } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { CardLink } from '#components/ui/card-link.tsx'

const ways = [
  { way: 'mdmcert', icon: <Mail /> },
  { way: 'vendor', icon: <Stamp /> },
  { way: 'file', icon: <FileKey2 /> },
] as const

/** The three ways to a certificate. */
export async function ChooseWay() {
  const t = await getTranslations('admin-push.way')
  return (
    <ul className="space-y-3">
      {ways.map(({ way, icon }) => (
        <li key={way}>
          <Card interactive padding="small" className="flex items-center gap-4">
            <span className="flex size-10 shrink-0 items-center justify-center rounded-xl bg-accent-soft text-accent-ink [&_svg]:size-5">
              {icon}
            </span>
            <div className="min-w-0 flex-1">
              <CardLink href={`/admin/push?way=${way}`}>{t(`${way}.title`)}</CardLink>
              <p className="mt-0.5 text-[0.9375rem] text-ink-soft">{t(`${way}.body`)}</p>
            </div>
            <ChevronRight aria-hidden className="size-5 shrink-0 text-ink-soft" />
          </Card>
        </li>
      ))}
    </ul>
  )
}
