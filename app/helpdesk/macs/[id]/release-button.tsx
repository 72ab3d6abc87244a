'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ConfirmButton } from '#app/confirm-button.tsx'
import { MacNamed, type NamedMac } from './mac-named.tsx'
import { askRelease, letGo } from './release-actions.ts'

const ways = { release: askRelease, let_go: letGo }

/**
 * Ends the management of a Mac after saying what that means and asking why.
 *
 * way       release asks the Mac; let_go does not wait for it
 * children  the consequences, as lines of a list
 */
export function ReleaseButton(props: {
  way: keyof typeof ways
  mac: NamedMac
  again?: boolean
  children: ReactNode
}) {
  const { mac, way } = props
  const t = useTranslations(`helpdesk-macs.release.${way}`)
  const shared = useTranslations('helpdesk-macs.release')
  return (
    <ConfirmButton
      action={ways[way]}
      button={props.again ? shared('again') : t('button')}
      title={t('title', { mac: mac.name })}
      fields={{ deviceId: mac.id }}
      reason={{ label: shared('reason'), hint: shared('reason_hint') }}
      confirmLabel={t('confirm')}
      cancelLabel={shared('cancel')}
      pendingLabel={shared('pending')}
      errorTitle={shared('failed')}
    >
      <MacNamed mac={mac} />
      <ul className="mt-4 list-disc space-y-1 pl-5">{props.children}</ul>
    </ConfirmButton>
  )
}
