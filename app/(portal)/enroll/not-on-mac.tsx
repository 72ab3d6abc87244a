'use client'

import { useTranslations } from 'next-intl'
import { Callout } from '#components/ui/callout.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import type { Machine } from './machine.ts'
import { ShareButton } from './share-button.tsx'
import { useMachine } from './use-machine.ts'

/** To somebody who reads this on something else than a Mac: where it goes on, and how to get there. */
export function NotOnMac({ told, url }: { told: Machine; url: string }) {
  const t = useTranslations('enroll')
  const machine = useMachine(told)
  if (machine === 'mac') return null
  return (
    <Callout title={t(`here.${machine}`)} className="mb-8">
      <p className="mb-3">{t('here.body')}</p>
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 max-w-full">
          <CopyField value={url} label={t('elsewhere.copy')} copiedLabel={t('elsewhere.copied')} />
        </div>
        <ShareButton url={url} />
      </div>
    </Callout>
  )
}
