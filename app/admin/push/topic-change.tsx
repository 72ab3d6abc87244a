'use client'

import { useTranslations } from 'next-intl'
import { FormField } from '#components/form/form-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { topicChangeWords } from '#lib/portal/push/topic-change-words.ts'

/** For who really wants another topic: what that costs, and the words to type. */
export function TopicChange({ locale }: { locale: 'en' | 'nl' }) {
  const t = useTranslations('admin-push.topic_change')
  return (
    <details className="rounded-control border border-line px-4 py-3">
      <summary className="cursor-pointer rounded-sm font-medium text-[0.9375rem]">{t('title')}</summary>
      <div className="mt-3 space-y-4">
        <p className="text-[0.9375rem] text-critical-ink">{t('body')}</p>
        <FormField name="confirmation" label={t('label', { words: topicChangeWords[locale] })}>
          <TextField autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={200} />
        </FormField>
      </div>
    </details>
  )
}
