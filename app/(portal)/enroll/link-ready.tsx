'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import { Countdown } from './countdown.tsx'
import type { MadeLink } from './made-link.ts'
import { QrCode } from './qr-code.tsx'

/** The link: to press on the Mac itself, to copy, or to scan when the Mac is elsewhere. */
export function LinkReady(props: { link: MadeLink; demo: boolean; onOver: () => void }) {
  const t = useTranslations('enroll')
  const { url, qr, expiresAt } = props.link
  return (
    <Card className="space-y-6">
      <div>
        <h2 className="font-semibold text-lg">{t('ready.title')}</h2>
        <p className="mt-1 max-w-[62ch] text-ink-soft">{t('ready.body')}</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <a href={url} download className={buttonStyle({ variant: 'primary', size: 'large' })}>
          <Download aria-hidden />
          {t('ready.download')}
        </a>
        <p className="text-ink-soft text-sm">
          <Countdown
            until={expiresAt}
            onOver={props.onOver}
            label={(clock) => t('ready.expires', { clock })}
          />
        </p>
      </div>
      <details className="group rounded-card border border-line">
        <summary className="cursor-pointer rounded-card px-4 py-3 font-medium text-[0.9375rem] hover:bg-hover">
          {t('ready.elsewhere')}
        </summary>
        <div className="flex flex-col gap-5 border-line border-t p-4 sm:flex-row sm:items-start">
          <QrCode qr={qr} label={t('ready.qr')} />
          <div className="min-w-0 flex-1 space-y-3">
            <p className="text-[0.9375rem] text-ink-soft">{t('ready.elsewhere_body')}</p>
            <CopyField value={url} label={t('ready.copy')} copiedLabel={t('ready.copied')} />
            <p className="text-ink-soft text-sm">{t('ready.secret')}</p>
          </div>
        </div>
      </details>
      {props.demo ? (
        <div className="space-y-2 rounded-card bg-info-soft p-4">
          <p className="font-medium text-[0.9375rem]">{t('demo.title')}</p>
          <p className="text-[0.9375rem]">{t('demo.body')}</p>
          <CopyField
            value={`npm run mac -- enroll ${url}`}
            label={t('demo.copy')}
            copiedLabel={t('ready.copied')}
          />
        </div>
      ) : null}
    </Card>
  )
}
