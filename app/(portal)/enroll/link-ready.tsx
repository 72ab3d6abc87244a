'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import { Link } from '#components/ui/link.tsx'
import { Countdown } from './countdown.tsx'
import { isHandheld, type Machine } from './machine.ts'
import type { MadeLink } from './made-link.ts'
import { QrCode } from './qr-code.tsx'
import { ShareButton } from './share-button.tsx'
import { useMachine } from './use-machine.ts'
import type { MacSystem } from './wizard-address.ts'
import { wizardHref } from './wizard-href.ts'

interface LinkReadyProps {
  link: MadeLink
  demo: boolean
  machine: Machine
  system: MacSystem | undefined
  onOver: () => void
}

/**
 * The link: to press on the Mac itself, to copy, or to scan when the Mac is elsewhere. A telephone would take the
 * profile for one of its own, so there it can only be sent on.
 */
export function LinkReady({ link, demo, machine, system, onOver }: LinkReadyProps) {
  const t = useTranslations('enroll')
  const handheld = isHandheld(useMachine(machine))
  return (
    <Card className="space-y-6">
      <div>
        <h2 className="font-semibold text-lg">{t('ready.title')}</h2>
        <p className="mt-1 max-w-[62ch] text-ink-soft">
          {t(handheld ? 'ready.body_handheld' : 'ready.body')}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        {handheld ? null : (
          <a href={link.url} className={buttonStyle({ variant: 'primary', size: 'large' })}>
            <Download aria-hidden />
            {t('ready.download')}
          </a>
        )}
        <p className="text-ink-soft text-sm">
          <Countdown
            until={link.expiresAt}
            onOver={onOver}
            label={(clock) => t('ready.expires', { clock })}
          />
        </p>
      </div>
      <noscript>
        <Link href={wizardHref({ os: system, invitation: link.invitationId })}>{t('ready.go_on')}</Link>
      </noscript>
      {handheld ? (
        <SendOn link={link} />
      ) : (
        <details className="group rounded-card border border-line">
          <summary className="cursor-pointer rounded-card px-4 py-3 font-medium text-[0.9375rem] hover:bg-hover">
            {t('ready.elsewhere')}
          </summary>
          <div className="flex flex-col gap-5 border-line border-t p-4 sm:flex-row sm:items-start">
            <QrCode qr={link.qr} label={t('ready.qr')} />
            <SendOn link={link} body={t('ready.elsewhere_body')} />
          </div>
        </details>
      )}
      {demo ? (
        <div className="space-y-2 rounded-card bg-info-soft p-4">
          <p className="font-medium text-[0.9375rem]">{t('demo.title')}</p>
          <p className="text-[0.9375rem]">{t('demo.body')}</p>
          <CopyField
            value={`npm run mac -- enroll ${link.url}`}
            label={t('demo.copy')}
            copiedLabel={t('ready.copied')}
          />
        </div>
      ) : null}
    </Card>
  )
}

/** The link's address, to bring to the Mac in any way. */
function SendOn({ link, body }: { link: MadeLink; body?: string }) {
  const t = useTranslations('enroll')
  return (
    <div className="min-w-0 flex-1 space-y-3">
      {body ? <p className="text-[0.9375rem] text-ink-soft">{body}</p> : null}
      <CopyField value={link.url} label={t('ready.copy')} copiedLabel={t('ready.copied')} />
      <ShareButton url={link.url} />
      <p className="text-ink-soft text-sm">{t('ready.secret')}</p>
    </div>
  )
}
