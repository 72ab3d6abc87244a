'use client'

import { useTranslations } from 'next-intl'
import { toast } from 'sonner'
import { ActionForm } from '#app/action-form.tsx'
import { ConfirmButton } from '#app/confirm-button.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx'
import { removeWebhook, switchOnWebhook, tryWebhook } from './actions.ts'
import { failureWords } from './failure-words.ts'

export interface WebhookButtonsProps {
  webhook: { id: string; host: string; disabled: boolean }
}

/** Trying a webhook out, switching it on again, and removing it. */
export function WebhookButtons({ webhook: { id, host, disabled } }: WebhookButtonsProps) {
  const t = useTranslations('admin-api')
  const fields = { webhookId: id }
  return (
    <div className="flex flex-wrap items-center gap-2">
      {disabled ? (
        <ActionForm action={switchOnWebhook} fields={fields} errorTitle={t('failed')} className="">
          <SubmitButton size="small" variant="secondary">
            {t('webhooks.enable')}
            <VisuallyHidden>{host}</VisuallyHidden>
          </SubmitButton>
        </ActionForm>
      ) : null}
      <ActionForm
        action={tryWebhook}
        fields={fields}
        errorTitle={t('failed')}
        className=""
        onDone={({ failure }) => {
          if (failure === null) toast.success(t('webhooks.test_taken', { host }))
          else toast.error(t('webhooks.test_failed', { host, why: failureWords(t, failure) }))
        }}
      >
        <SubmitButton size="small" variant="secondary" pendingLabel={t('webhooks.testing')}>
          {t('webhooks.test')}
          <VisuallyHidden>{host}</VisuallyHidden>
        </SubmitButton>
      </ActionForm>
      <ConfirmButton
        button={t('webhooks.remove')}
        buttonLabel={`${t('webhooks.remove')} ${host}`}
        size="small"
        title={t('webhooks.remove_title', { host })}
        action={removeWebhook}
        fields={fields}
        confirmLabel={t('webhooks.remove')}
        cancelLabel={t('cancel')}
        errorTitle={t('failed')}
      >
        {t('webhooks.remove_body')}
      </ConfirmButton>
    </div>
  )
}
