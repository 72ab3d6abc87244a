import { getTranslations } from 'next-intl/server'
import { InstallList } from '#app/installs/install-list.tsx'
import { RequiredApps } from '#app/installs/required-apps.tsx'
import { Section } from '#components/page/section.tsx'
import { Link } from '#components/ui/link.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import { getArrival } from '#lib/portal/installs/get-arrival.ts'
import { missingApps } from '#lib/portal/installs/missing-apps.ts'
import { listInstallsOfDevice } from '#lib/portal/installs/queries.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'

/** The apps on a Mac: first what its owner's company requires and is not there yet, then all others. */
export async function MacInstalls({ owner, mac }: { owner: PersonActor; mac: Mac }) {
  const t = await getTranslations('macs.installs')
  const [installs, arrival] = await Promise.all([
    listInstallsOfDevice(owner, mac.id),
    getArrival(owner, mac.id),
  ])
  const missing = new Set(arrival ? missingApps(arrival).map(({ id }) => id) : [])
  const others = installs.filter(({ id }) => !missing.has(id))
  return (
    <>
      {arrival && missing.size > 0 ? (
        <div className="mb-10">
          <RequiredApps arrival={arrival} title={t('required')} missing />
        </div>
      ) : null}
      <Section
        title={t('title')}
        action={
          mac.status === 'enrolled' ? (
            <Link href="/apps" className="text-sm">
              {t('more')}
            </Link>
          ) : null
        }
      >
        {others.length > 0 ? (
          <InstallList installs={others} label={t('title')} onMac />
        ) : (
          <p className="text-[0.9375rem] text-ink-soft">{t('none')}</p>
        )}
      </Section>
    </>
  )
}
