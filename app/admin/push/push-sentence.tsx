import { getTranslations } from 'next-intl/server'
import { CodeText } from '#components/ui/code-text.tsx'
import { failureReason } from '#lib/portal/push/policy.ts'
import type { PushPage } from '#lib/portal/push/queries.ts'

/** What the state means and what there is to do about it. */
export async function PushSentence({ push }: { push: PushPage }) {
  const t = await getTranslations('admin-push.sentence')
  const { state, failure } = push
  return (
    <div className="space-y-1.5">
      <p className="text-lg leading-snug">{t(state, { days: push.daysLeft ?? 0 })}</p>
      {state === 'refused' || state === 'down' ? (
        <p className="text-[0.9375rem] text-ink-soft">
          {t('told')} <CodeText>{failureReason(failure ?? '')}</CodeText>
        </p>
      ) : null}
    </div>
  )
}
