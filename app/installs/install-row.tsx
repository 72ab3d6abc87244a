import { getLocale } from 'next-intl/server'
import { AppIcon } from '#components/ui/app-icon.tsx'
import { CardLink } from '#components/ui/card-link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import { InstallPill } from './install-pill.tsx'
import { originWords } from './origin-words.ts'

/**
 * One install in a list: which app, on which Mac, why it is there, how it stands and since when. The whole row leads to
 * its story.
 *
 * onMac  on the page of its Mac: who asked for it stands in the Mac's place
 */
export async function InstallRow({ install, onMac }: { install: InstallView; onMac?: boolean }) {
  const origin = onMac || install.required ? await originWords(install) : null
  const about = onMac ? [origin] : [install.device.name, origin]
  return (
    <li className="relative flex items-center gap-4 px-4 py-3.5 transition-colors focus-within:bg-hover hover:bg-hover sm:px-5">
      <AppIcon name={install.app.name} src={install.app.iconUrl} size="medium" />
      <div className="flex min-w-0 flex-1 flex-col gap-x-6 gap-y-1.5 sm:flex-row sm:items-center">
        <div className="min-w-0 flex-1">
          <CardLink href={`/requests/${install.id}`} className="block truncate after:rounded-none">
            {install.app.name}
          </CardLink>
          <p className="text-ink-soft text-sm">{about.filter((words) => words !== null).join(' · ')}</p>
        </div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 sm:flex-col sm:items-end">
          <InstallPill install={install} />
          <RelativeTime
            date={install.stateSince}
            locale={await getLocale()}
            className="text-ink-soft text-sm"
          />
        </div>
      </div>
    </li>
  )
}
