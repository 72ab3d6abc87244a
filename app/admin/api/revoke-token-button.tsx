'use client'

import { useTranslations } from 'next-intl'
import { ConfirmButton } from '#app/confirm-button.tsx'
import { endToken } from './actions.ts'

/** Ends a token, after asking. */
export function RevokeTokenButton({ token }: { token: { id: string; name: string } }) {
  const t = useTranslations('admin-api')
  return (
    <ConfirmButton
      button={t('tokens.revoke')}
      buttonLabel={`${t('tokens.revoke')} ${token.name}`}
      size="small"
      title={t('tokens.revoke_title', { name: token.name })}
      action={endToken}
      fields={{ tokenId: token.id }}
      confirmLabel={t('tokens.revoke')}
      cancelLabel={t('cancel')}
      errorTitle={t('failed')}
    >
      {t('tokens.revoke_body')}
    </ConfirmButton>
  )
}
