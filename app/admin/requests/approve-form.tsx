'use client'

import { useTranslations } from 'next-intl'
import { toast } from 'sonner'
import { ActionForm } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx'
import { approve } from './actions.ts'

/** One press says yes, and the app is on its way. */
export function ApproveForm(props: { requestId: string; app: string; person: string }) {
  const t = useTranslations('admin-requests')
  const told = { app: props.app, person: props.person }
  return (
    <ActionForm
      action={approve}
      fields={{ requestId: props.requestId }}
      errorTitle={t('not_approved')}
      onDone={() => toast.success(t('approved', told))}
      onFailed={(words) => toast.error(words)}
      className="max-w-sm space-y-3"
    >
      <SubmitButton pendingLabel={t('sending')}>
        {t('approve')}
        <VisuallyHidden>{t('approve_what', told)}</VisuallyHidden>
      </SubmitButton>
    </ActionForm>
  )
}
