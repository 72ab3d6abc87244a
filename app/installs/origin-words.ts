import { getTranslations } from 'next-intl/server'
import { currentPerson } from '#lib/auth/current-person.ts'
import type { InstallView } from '#lib/portal/installs/install-view.ts'

/** Why an app is on a Mac: required, or asked for and by whom; null when neither is so any more. */
export async function originWords({ required, request }: InstallView): Promise<string | null> {
  const t = await getTranslations('requests.origin')
  if (required) return t('required')
  if (!request) return null
  const own = (await currentPerson())?.id === request.askedBy.id
  return own ? t('own') : t('person', { person: request.askedBy.name })
}
