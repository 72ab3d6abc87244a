import { getTranslations } from 'next-intl/server'
import { InstallList } from '#app/installs/install-list.tsx'
import { InstallProgress } from '#app/installs/install-progress.tsx'
import { Section } from '#components/page/section.tsx'
import { AppIcon } from '#components/ui/app-icon.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import { isMoving, needsPerson } from '#lib/portal/installs/describe-install.ts'
import type { InstallView } from '#lib/portal/installs/install-view.ts'

const shownAtLength = 2
const shownAtAll = 5

/** What is going on or needs the person, the latest at length; nothing when all is quiet. */
export async function CurrentInstalls({ installs }: { installs: InstallView[] }) {
  const t = await getTranslations('home')
  const current = installs.filter((install) => isMoving(install.state) || needsPerson(install))
  if (current.length === 0) return null
  const rest = current.slice(shownAtLength, shownAtAll)
  return (
    <Section
      title={t('requests')}
      action={
        <Link quiet href="/requests" className="text-sm">
          {t('all_requests')}
        </Link>
      }
    >
      <div className="space-y-4">
        {current.slice(0, shownAtLength).map((install) => (
          <Card key={install.id}>
            <div className="mb-5 flex items-center gap-3">
              <AppIcon name={install.app.name} src={install.app.iconUrl} size="small" />
              <h3 className="min-w-0 truncate font-medium text-[0.9375rem]">
                <Link quiet href={`/requests/${install.id}`}>
                  {t('app_on_mac', { app: install.app.name, mac: install.device.name })}
                </Link>
              </h3>
            </div>
            <InstallProgress install={install} />
          </Card>
        ))}
        {rest.length > 0 ? <InstallList installs={rest} /> : null}
      </div>
    </Section>
  )
}
