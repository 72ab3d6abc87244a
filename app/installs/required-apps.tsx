import { getLocale, getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import { relativeWords } from '#components/ui/relative-words.ts'
import { needsPerson } from '#lib/portal/installs/describe-install.ts'
import type { Arrival } from '#lib/portal/installs/get-arrival.ts'
import { missingApps } from '#lib/portal/installs/missing-apps.ts'
import { isOneOf } from '#lib/portal/installs/states.ts'
import { RequiredAppRow } from './required-app-row.tsx'
import { StartMeaning } from './start-meaning.tsx'

const asleepAfterMilliseconds = 3 * 60_000

/** Something waits for the Mac, and it has not been heard of for a while. */
function isAsleep({ apps }: Arrival): boolean {
  const now = Date.now()
  return apps.some(({ state, stateSince, device }) => {
    const seen = device.lastSeenAt?.getTime() ?? 0
    const quiet = now - Math.max(seen, stateSince.getTime()) > asleepAfterMilliseconds
    return quiet && isOneOf(state, ['waiting_for_mac', 'sent', 'downloading', 'installing', 'verifying'])
  })
}

/**
 * What a person's groups require on one of their Macs: one calm line, and below it each app; nothing where nothing is
 * required.
 *
 * missing  only while something is not there yet, and only what is not
 */
export async function RequiredApps(props: { arrival: Arrival; title: string; missing?: boolean }) {
  const { arrival, title } = props
  const t = await getTranslations('requests.required')
  const { device, done, total } = arrival
  const apps = props.missing ? missingApps(arrival) : arrival.apps
  if (apps.length === 0) return null
  const line = t('progress', { done, total, mac: device.name })
  return (
    <Card padding="none" className="overflow-clip text-left">
      <section aria-labelledby={`required-${device.id}`}>
        <div className="p-4 sm:p-5">
          <h2 id={`required-${device.id}`} className="font-semibold text-lg">
            {title}
          </h2>
          <p role="status" className="mt-0.5">
            {line}
          </p>
          <ProgressBar label={title} value={(done / total) * 100} valueText={line} className="my-3" />
          <p className="max-w-[62ch] text-[0.9375rem] text-ink-soft">{await remark(arrival)}</p>
        </div>
        <ul className="divide-y divide-line border-line border-t">
          {apps.map((app) => (
            <RequiredAppRow key={app.id} install={app} essential={app.essential} />
          ))}
        </ul>
        {apps.some(({ state }) => state === 'waiting_for_person') ? (
          <div className="border-line border-t px-4 py-4 sm:px-5">
            <StartMeaning />
          </div>
        ) : null}
      </section>
    </Card>
  )
}

/** What there is to know about all of them: what keeps them, or that there is nothing to do. */
async function remark(arrival: Arrival): Promise<string> {
  const t = await getTranslations('requests')
  const locale = await getLocale()
  if (arrival.done === arrival.total) return t('required.all_there')
  if (isAsleep(arrival)) {
    const lastSeenAt = arrival.apps[0]?.device.lastSeenAt
    const seen = lastSeenAt ? relativeWords(lastSeenAt, Date.now(), locale) : t('never_seen')
    return t('required.asleep', { mac: arrival.device.name, seen })
  }
  const missing = missingApps(arrival)
  const needy = missing.filter(needsPerson).length
  if (needy === 0) return t('required.by_itself', { count: missing.length })
  return t('required.needy', { count: needy, rest: missing.length - needy })
}
