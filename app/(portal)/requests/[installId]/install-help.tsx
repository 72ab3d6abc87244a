import { MessagesSquare } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import { Link } from '#components/ui/link.tsx'
import type { InstallView } from '#lib/portal/installs/install-view.ts'

/** Beside an install: where help is, and what to call it by. */
export async function InstallHelp({ install, own }: { install: InstallView; own: boolean }) {
  const t = await getTranslations('requests')
  return (
    <Card className="space-y-3 text-[0.9375rem]">
      <h2 className="font-semibold">{t('help.title')}</h2>
      <p className="text-ink-soft">{t('help.body')}</p>
      {own ? (
        <p className="flex gap-2.5">
          <MessagesSquare aria-hidden className="mt-0.5 size-4.5 shrink-0 text-ink-soft" />
          <Link href={`/tickets/new?install=${install.id}`}>{t('help.ask')}</Link>
        </p>
      ) : null}
      <div className="space-y-1.5 pt-1">
        <p className="text-ink-soft text-sm">{t('help.reference')}</p>
        <CopyField value={install.id} label={t('help.copy')} copiedLabel={t('help.copied')} />
      </div>
    </Card>
  )
}
