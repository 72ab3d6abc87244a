import { getTranslations } from 'next-intl/server'
import { CopyField } from '#components/ui/copy-field.tsx'
import { continueElsewhere } from '#lib/portal/enrollment/continue-elsewhere.ts'
import { runtime } from '#lib/server/runtime.ts'
import { QrCode } from './qr-code.tsx'
import { qrPath } from './qr-path.ts'
import type { WizardAddress } from './wizard-address.ts'
import { wizardHref } from './wizard-href.ts'

/** "I'm not at that Mac now": the address of this very step, to go on there after signing in. It holds no secret. */
export async function ContinueElsewhere({ address }: { address: WizardAddress }) {
  const t = await getTranslations('enroll.elsewhere')
  const url = continueElsewhere(runtime().publicUrl, wizardHref(address))
  return (
    <details className="rounded-card border border-line">
      <summary className="cursor-pointer rounded-card px-4 py-3 font-medium text-[0.9375rem] hover:bg-hover">
        {t('title')}
      </summary>
      <div className="flex flex-col gap-5 border-line border-t p-4 sm:flex-row sm:items-start">
        <QrCode qr={qrPath(url)} label={t('qr')} />
        <div className="min-w-0 flex-1 space-y-3">
          <p className="text-[0.9375rem] text-ink-soft">{t('body')}</p>
          <CopyField value={url} label={t('copy')} copiedLabel={t('copied')} />
        </div>
      </div>
    </details>
  )
}
