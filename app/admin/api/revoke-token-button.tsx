'use client'

import { useTranslations } from 'next-intl'
import { useFormAction } from '#app/use-form-action.ts'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx'
import { endToken } from './actions.ts'

/** Ends a token, after asking. */
export function RevokeTokenButton({ token }: { token: { id: string; name: string } }) {
  const t = useTranslations('admin-api')
  const end = useFormAction(endToken)
  return (
    <ConfirmDialog
      trigger={
        <Button size="small">
          {t('tokens.revoke')}
          <VisuallyHidden>{token.name}</VisuallyHidden>
        </Button>
      }
      title={t('tokens.revoke_title', { name: token.name })}
      action={end}
      fields={{ tokenId: token.id }}
      confirmLabel={t('tokens.revoke')}
      cancelLabel={t('cancel')}
      errorTitle={t('failed')}
    >
      {t('tokens.revoke_body')}
    </ConfirmDialog>
  )
}
