import { Inbox, MessageCircleReply, RotateCcw } from 'lucide-react'
import { getTranslations } from 'next-intl/server'

const steps = [
  { key: 'read', icon: Inbox },
  { key: 'answer', icon: MessageCircleReply },
  { key: 'again', icon: RotateCcw },
] as const

/** What happens after a question was sent, so that nobody waits without knowing for what. */
export async function WhatFollows() {
  const t = await getTranslations('tickets')
  return (
    <section aria-labelledby="follows">
      <h2 id="follows" className="mb-3 font-semibold">
        {t('follows.title')}
      </h2>
      <ol className="space-y-3 text-[0.9375rem] text-ink-soft">
        {steps.map(({ key, icon: Icon }) => (
          <li key={key} className="flex gap-3">
            <Icon aria-hidden className="mt-0.5 size-[1.125rem] shrink-0 text-accent-mark" />
            {t(`follows.${key}`)}
          </li>
        ))}
      </ol>
    </section>
  )
}
