import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { currentPerson } from '#lib/auth/current-person.ts'
import type { NextAction } from '#lib/portal/installs/describe-install.ts'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import { CallOffButton } from './call-off-button.tsx'
import { TryAgainButton } from './try-again-button.tsx'

const addresses: Partial<Record<NextAction, (install: InstallView) => string>> = {
  request_again: ({ app }) => `/apps/${app.slug}`,
  enroll: () => '/enroll',
  contact: (install) => `/tickets/new?install=${install.id}`,
}

/**
 * The one thing that can be done about an install now, as a button; nothing where there is none.
 *
 * main  it is what its page is about
 */
export async function NextStep({ install, main }: { install: InstallView; main?: boolean }) {
  const t = await getTranslations('installs')
  const { nextAction, actionKey } = install.look
  if (!nextAction || !actionKey) return null
  if (nextAction === 'request_again' && install.app.retired) return null
  const own = (await currentPerson())?.id === install.person.id
  const label = t(actionKey)
  const variant = main ? 'primary' : 'secondary'
  const address = addresses[nextAction]?.(install)
  if (address) {
    return own ? (
      <NextLink href={address} className={buttonStyle({ variant })}>
        {label}
      </NextLink>
    ) : null
  }
  const words = await getTranslations('requests')
  return (
    <AreaMessages>
      {nextAction === 'cancel' ? (
        <CallOffButton
          installId={install.id}
          words={{
            label,
            title: words('call_off.title', { app: install.app.name }),
            body: words('call_off.body', { mac: install.device.name }),
            keep: words('call_off.keep'),
            failed: words('call_off.failed'),
          }}
        />
      ) : (
        <TryAgainButton
          installId={install.id}
          attempt={install.attempt}
          label={label}
          variant={variant}
          failed={words('try_again_failed')}
        />
      )}
    </AreaMessages>
  )
}
