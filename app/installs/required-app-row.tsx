import { getLocale, getTranslations } from 'next-intl/server'
import { AppIcon } from '#components/ui/app-icon.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Link } from '#components/ui/link.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import type { InstallState } from '#lib/portal/installs/states.ts'
import { ChooseStart } from './choose-start.tsx'
import { InstallPill } from './install-pill.tsx'
import { installWords } from './install-words.ts'
import { NextStep } from './next-step.tsx'
import { sizeWords } from './size-words.ts'

/** What cannot be told in two words, or asks something of the person; the others speak by their pill alone. */
const wordy: ReadonlySet<InstallState> = new Set([
  'waiting_for_person',
  'mac_busy',
  'asked_on_mac',
  'declined_on_mac',
  'failed',
])

/** One required app: how it stands, and what its person can do about it here. */
export async function RequiredAppRow(props: { install: InstallView; essential: boolean }) {
  const t = await getTranslations('requests')
  const { install, essential } = props
  const { app, look, state } = install
  const { sentence, failure } = await installWords(install)
  return (
    <li className="flex gap-4 px-4 py-4 sm:px-5">
      <AppIcon name={app.name} src={app.iconUrl} size="medium" className="max-sm:size-10" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-col items-start gap-x-4 gap-y-1.5 sm:flex-row sm:justify-between">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Link quiet href={`/requests/${install.id}`} className="font-medium">
                {app.name}
              </Link>
              {essential ? <Badge tone="accent">{t('required.essential')}</Badge> : null}
            </p>
            <p className="text-ink-soft text-sm">{sizeWords(install.package.sizeBytes, await getLocale())}</p>
          </div>
          <InstallPill install={install} />
        </div>
        {look.percent === null ? null : (
          <ProgressBar label={t('downloading', { app: app.name })} value={look.percent} className="mt-3" />
        )}
        {wordy.has(state) ? (
          <div className="mt-2 space-y-3">
            <p className="max-w-[62ch] text-[0.9375rem]">
              {failure ? `${failure.what} ${failure.next}` : sentence}
            </p>
            <ChooseStart install={install} />
            <NextStep install={install} />
          </div>
        ) : null}
      </div>
    </li>
  )
}
