'use client'

import { useTranslations } from 'next-intl'
import { ErrorPanel } from '#components/page/error-panel.tsx'
import { Button } from '#components/ui/button.tsx'
import { useRepair } from './use-repair.ts'

/**
 * A page that broke: says so, and offers to try again, which asks the server anew. One whose answer broke off tries by
 * itself. The reference finds the error in the server's log.
 */
export default function PageError({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  retry: () => void
}) {
  const t = useTranslations('product')
  useRepair(error, retry)
  return (
    <ErrorPanel
      title={t('error.title')}
      reference={error.digest ? { label: t('error.reference'), value: error.digest } : undefined}
      action={
        <Button variant="primary" onClick={retry}>
          {t('error.again')}
        </Button>
      }
    >
      {t('error.body')}
    </ErrorPanel>
  )
}
