import { getTranslations } from 'next-intl/server'
import { InstallTimeline } from '#app/(portal)/requests/[installId]/install-timeline.tsx'
import { InstallPill } from '#app/installs/install-pill.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import type { InstallStep } from '#lib/portal/installs/queries.ts'
import { installStates } from '#lib/portal/installs/states.ts'
import type { ArticleCard } from '#lib/portal/knowledge/queries.ts'
import type { TicketSnapshot } from '#lib/portal/tickets/ticket-snapshot.ts'

export interface InstallCardProps {
  install: InstallView & { steps: InstallStep[] }
  /** How it stood when the question was asked. */
  then: TicketSnapshot['install']
  /** The help article of its failure. */
  article: ArticleCard | null
}

/** The install of a ticket as it stands now, with its history. */
export async function InstallCard({ install, then, article }: InstallCardProps) {
  const t = await getTranslations('tickets')
  const words = await getTranslations('installs')
  const before = installStates.find((state) => state === then?.state && state !== install.state)
  return (
    <Card padding="small" className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="min-w-0 break-words font-semibold">
          <Link quiet href={`/requests/${install.id}`}>
            {install.app.name}
          </Link>
        </h2>
        <InstallPill install={install} />
      </div>
      {before ? (
        <p className="text-ink-soft text-sm">
          {t('install.then', { state: words(`state.${before}.title`) })}
        </p>
      ) : null}
      {article ? (
        <p className="text-sm">
          {t('install.article')} <Link href={`/help/${article.slug}`}>{article.title}</Link>
        </p>
      ) : null}
      <div className="border-line border-t pt-4">
        <InstallTimeline install={install} />
      </div>
    </Card>
  )
}
