import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { InstallView } from '#lib/portal/installs/install-view.ts'

/** Whose turn it is, and when the waiting ends; nothing where nobody is waited for. */
export async function turnWords({ look, until }: InstallView): Promise<ReactNode> {
  const t = await getTranslations('requests')
  if (look.owner === 'nobody') return undefined
  const turn = t(`turn.${look.owner}`)
  if (!until) return turn
  const locale = await getLocale()
  const when = () => <RelativeTime date={until} locale={locale} />
  return (
    <>
      {turn} {look.owner === 'approver' ? t.rich('expires', { when }) : t.rich('gives_up', { when })}
    </>
  )
}
