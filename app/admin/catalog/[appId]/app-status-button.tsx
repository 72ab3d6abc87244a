'use client'

import { useTranslations } from 'next-intl'
import { toast } from 'sonner'
import { useFormAction } from '#app/use-form-action.ts'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import type { FormState } from '#components/form/form-state.ts'
import { Button } from '#components/ui/button.tsx'
import { publish, retire } from '../actions.ts'

/** Shows an app to employees or takes it away from them; says first what that means. */
export function AppStatusButton({
  app,
  macs,
}: {
  app: { id: string; name: string; status: string; approvalRequired: boolean; current: unknown }
  macs: number
}) {
  const t = useTranslations('admin-catalog.change_status')
  const published = app.status === 'published'
  const done = t(published ? 'retired' : 'published', { app: app.name })
  const run = useFormAction(published ? retire : publish, { done: () => done })
  const tell = (state: FormState) => {
    if (state.status === 'success') toast.success(state.message)
  }
  if (published) {
    return (
      <ConfirmDialog
        trigger={<Button>{t('retire')}</Button>}
        title={t('retire_title', { app: app.name })}
        action={run}
        fields={{ appId: app.id }}
        confirmLabel={t('retire')}
        cancelLabel={t('cancel')}
        errorTitle={t('failed')}
        onDone={tell}
      >
        {t('retire_body', { count: macs })}
      </ConfirmDialog>
    )
  }
  return (
    <ConfirmDialog
      trigger={<Button variant="primary">{t('publish')}</Button>}
      title={t('publish_title', { app: app.name })}
      action={run}
      fields={{ appId: app.id }}
      confirmLabel={t('publish')}
      cancelLabel={t('cancel')}
      errorTitle={t('failed')}
      onDone={tell}
      tone="primary"
    >
      {app.current
        ? t(app.approvalRequired ? 'publish_request' : 'publish_install')
        : t('publish_no_package')}
    </ConfirmDialog>
  )
}
