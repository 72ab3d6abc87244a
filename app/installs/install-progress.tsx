import { getLocale, getTranslations } from 'next-intl/server'
import { ProgressSteps } from '#components/ui/progress-steps.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import { ChooseStart } from './choose-start.tsx'
import { installWords } from './install-words.ts'
import { NextStep } from './next-step.tsx'
import { StartMeaning } from './start-meaning.tsx'

/**
 * How an install is getting on: its sentence, its phases, and what can be done about it now.
 *
 * main  it is what its page is about
 */
export async function InstallProgress({ install, main }: { install: InstallView; main?: boolean }) {
  const t = await getTranslations('requests')
  const labels = await getTranslations('installs.phase')
  const locale = await getLocale()
  const { look } = install
  const { sentence, failure } = await installWords(install)
  return (
    <>
      <ProgressSteps
        steps={look.phases.map((id) => ({ id, label: labels(id) }))}
        current={look.phase}
        state={look.trackState}
        sentence={failure?.what ?? sentence}
        since={t.rich('updated', {
          when: () => <RelativeTime date={install.stateSince} locale={locale} />,
        })}
        action={<NextStep install={install} main={main} />}
        progress={
          look.percent === null
            ? undefined
            : { label: t('downloading', { app: install.app.name }), value: look.percent }
        }
        labels={{
          track: t('track.label'),
          done: t('track.done'),
          current: t('track.current'),
          failed: t('track.failed'),
          stopped: t('track.stopped'),
          next: t('track.next'),
        }}
      />
      {install.state === 'waiting_for_person' ? (
        <div className="mt-6 space-y-3">
          <ChooseStart install={install} />
          <StartMeaning />
        </div>
      ) : null}
    </>
  )
}
