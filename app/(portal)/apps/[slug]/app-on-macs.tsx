import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { InstallPill } from '#app/installs/install-pill.tsx'
import { InstallProgress } from '#app/installs/install-progress.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DrawingLaptop } from '#components/ui/drawing-laptop.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import type { AppView } from '#lib/portal/catalog/app-view.ts'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import type { AppTarget } from '#lib/portal/installs/queries.ts'
import { isOneOf, requestable } from '#lib/portal/installs/states.ts'
import { AskForApp } from './ask-for-app.tsx'

function standing({ install }: AppTarget): InstallView | null {
  return install && !isOneOf(install.state, requestable) ? install : null
}

/** How an app stands on each of the person's Macs, and the way to get it on the others. */
export async function AppOnMacs({ app, targets }: { app: AppView; targets: AppTarget[] }) {
  const t = await getTranslations('apps')
  if (targets.length === 0) {
    return (
      <Card>
        <EmptyState
          title={t('no_mac.title')}
          drawing={<DrawingLaptop />}
          action={
            <NextLink href="/enroll" className={buttonStyle({ variant: 'primary' })}>
              {t('no_mac.action')}
            </NextLink>
          }
        >
          {t('no_mac.body', { app: app.name })}
        </EmptyState>
      </Card>
    )
  }
  const free = targets.filter((target) => !standing(target))
  const wished = targets.map(standing).filter((install) => install !== null)
  return (
    <div className="space-y-4">
      {wished.map((install) => (
        <Card key={install.id}>
          <div className="mb-5 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5">
              <h3 className="font-medium text-[0.9375rem] text-ink-soft">{install.device.name}</h3>
              <InstallPill install={install} />
            </div>
            <Link quiet href={`/requests/${install.id}`} className="text-sm">
              {t('whole_story')}
              <span className="sr-only"> ({install.device.name})</span>
            </Link>
          </div>
          <InstallProgress install={install} />
        </Card>
      ))}
      {free.length > 0 && app.status === 'published' && app.current ? (
        <AskForApp app={app} targets={free} first={wished.length === 0} />
      ) : null}
    </div>
  )
}
