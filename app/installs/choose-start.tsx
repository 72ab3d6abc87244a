import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { currentPerson } from '#lib/auth/current-person.ts'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import { startTimes } from '#lib/portal/installs/start-choice.ts'
import { ChooseStartForm } from './choose-start-form.tsx'

/** Lets the person at the Mac say when a large app starts, as long as it waits for them; nothing for anybody else. */
export async function ChooseStart({ install }: { install: InstallView }) {
  if (install.state !== 'waiting_for_person') return null
  if ((await currentPerson())?.id !== install.person.id) return null
  const t = await getTranslations('requests.start')
  return (
    <AreaMessages>
      <ChooseStartForm
        installId={install.id}
        moments={startTimes.map((when) => ({ when, label: t(when), chosen: install.choice === when }))}
        words={{ group: t('group', { app: install.app.name }), chosen: t('chosen'), failed: t('failed') }}
      />
    </AreaMessages>
  )
}
