import { getTranslations } from 'next-intl/server'
import { MacForm } from './mac-form.tsx'

/** For a Mac that cannot be asked any more. It opens without scripts, so it is no dialog. */
export async function GiveUp({ deviceId }: { deviceId: string }) {
  const t = await getTranslations('macs.leave.give_up')
  return (
    <details className="mt-10 rounded-card border border-line bg-raised">
      <summary className="cursor-pointer rounded-card px-4 py-3 font-medium text-[0.9375rem] hover:bg-hover sm:px-5">
        {t('title')}
      </summary>
      <div className="space-y-4 border-line border-t p-4 text-[0.9375rem] sm:p-5">
        <p className="max-w-[62ch]">{t('body')}</p>
        <p className="max-w-[62ch] text-ink-soft">{t('lost')}</p>
        <MacForm
          does="let_go"
          deviceId={deviceId}
          variant="secondary"
          words={{ button: t('button'), pending: t('pending'), failed: t('failed') }}
        />
      </div>
    </details>
  )
}
