'use client'

import { useTranslations } from 'next-intl'
import { ErrorPanel } from '#components/page/error-panel.tsx'
import { Button } from '#components/ui/button.tsx'

/** A page that broke: says so, and offers to try again. The reference finds it in the server's log. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const t = useTranslations('product')
  return (
    <ErrorPanel
      title={t('error.title')}
      reference={error.digest ? { label: t('error.reference'), value: error.digest } : undefined}
      action={
        <Button variant="primary" onClick={reset}>
          {t('error.again')}
        </Button>
      }
    >
      {t('error.body')}
    </ErrorPanel>
  )
}
