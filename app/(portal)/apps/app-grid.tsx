import { getLocale, getTranslations } from 'next-intl/server'
import { InstallPill } from '#app/installs/install-pill.tsx'
import { AppIcon } from '#components/ui/app-icon.tsx'
import { Card } from '#components/ui/card.tsx'
import { CardLink } from '#components/ui/card-link.tsx'
import type { AppView } from '#lib/portal/catalog/app-view.ts'
import type { InstallView } from '#lib/portal/installs/install-view.ts'

/**
 * Apps as tiles, each a link to its page.
 *
 * apps; installs  by app id: how an app stands that the person asked for
 */
export async function AppGrid(props: { apps: AppView[]; installs: Map<string, InstallView> }) {
  const t = await getTranslations('apps')
  const language = (await getLocale()) === 'nl' ? 'nl' : 'en'
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {props.apps.map((app) => {
        const install = props.installs.get(app.id)
        return (
          <li key={app.id}>
            <Card interactive padding="small" className="flex h-full gap-4 sm:p-5">
              <AppIcon name={app.name} src={app.iconUrl} size="large" />
              <div className="flex min-w-0 flex-1 flex-col">
                <CardLink href={`/apps/${app.slug}`} className="truncate">
                  {app.name}
                </CardLink>
                <p className="mt-0.5 mb-3 line-clamp-3 text-[0.9375rem] text-ink-soft leading-snug">
                  {app.summary[language]}
                </p>
                <div className="mt-auto min-h-6">
                  {install ? (
                    <InstallPill install={install} />
                  ) : (
                    <p className="text-ink-soft text-sm leading-6">
                      {t(app.approvalRequired ? 'needs_approval' : 'at_once')}
                    </p>
                  )}
                </div>
              </div>
            </Card>
          </li>
        )
      })}
    </ul>
  )
}
