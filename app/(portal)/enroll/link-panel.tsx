'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback, useState } from 'react'
import { ActionForm } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Card } from '#components/ui/card.tsx'
import { makeLink } from './actions.ts'
import { LinkReady } from './link-ready.tsx'
import type { Machine } from './machine.ts'
import type { MadeLink } from './made-link.ts'
import type { MacSystem } from './wizard-address.ts'
import { wizardHref } from './wizard-href.ts'

export interface LinkPanelProps {
  ownership: 'personal' | 'company'
  system: MacSystem | undefined
  /** The invitation in the page's address, if any. */
  invitation: { id: string; expired: boolean } | null
  demo: boolean
  machine: Machine
  /** For who is not at that Mac. */
  elsewhere: ReactNode
}

/**
 * Makes the link and shows it, as long as this page stays open. It keeps its place when the address comes to name the
 * invitation, so the link survives that; a reload forgets it, and a new one is offered.
 */
export function LinkPanel(props: LinkPanelProps) {
  const { ownership, system, invitation } = props
  const t = useTranslations('enroll')
  const router = useRouter()
  const [made, setMade] = useState<MadeLink | null>(null)
  const [over, setOver] = useState(false)
  const keep = useCallback(
    (link: MadeLink) => {
      setMade(link)
      setOver(false)
      router.replace(wizardHref({ os: system, invitation: link.invitationId }), { scroll: false })
    },
    [router, system],
  )
  const end = useCallback(() => setOver(true), [])
  const expired = over || (invitation?.expired === true && invitation.id !== made?.invitationId)
  const { demo, machine } = props
  if (made && !expired) return <LinkReady link={made} {...{ demo, machine, system }} onOver={end} />
  const lost = invitation !== null && !made && !expired
  return (
    <ActionForm
      action={makeLink}
      fields={{ ownership }}
      errorTitle={t('link.failed')}
      onDone={keep}
      done={(link) => <LinkReady {...{ link, demo, machine, system }} onOver={end} />}
    >
      <Card className="space-y-5">
        {expired ? (
          <Callout tone="caution" title={t('link.expired_title')} announce="status">
            {t('link.expired_body')}
          </Callout>
        ) : null}
        {lost ? <Callout title={t('link.once_title')}>{t('link.once_body')}</Callout> : null}
        {expired || lost ? null : (
          <div>
            <h2 className="font-semibold text-lg">{t('link.title')}</h2>
            <p className="mt-1 max-w-[62ch] text-ink-soft">{t('link.body')}</p>
          </div>
        )}
        <SubmitButton size="large" variant={lost ? 'secondary' : 'primary'} pendingLabel={t('link.making')}>
          {expired || lost ? t('link.make_new') : t('link.make')}
        </SubmitButton>
        {expired || lost ? null : props.elsewhere}
      </Card>
    </ActionForm>
  )
}
