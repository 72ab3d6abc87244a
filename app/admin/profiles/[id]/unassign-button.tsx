'use client'

import { useTranslations } from 'next-intl'
import { useFormAction } from '#app/use-form-action.ts'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { unassign } from '../actions.ts'

/** Asks before a profile is taken from a group's Macs. */
export function UnassignButton(props: {
  profileId: string
  groupId: string
  group: string
  profile: string
}) {
  const t = useTranslations('admin-profiles.unassign')
  const { profileId, groupId, group, profile } = props
  return (
    <ConfirmDialog
      trigger={
        <Button size="small" aria-label={t('label', { group })}>
          {t('button')}
        </Button>
      }
      title={t('title', { profile, group })}
      action={useFormAction(unassign)}
      fields={{ profileId, groupId }}
      confirmLabel={t('confirm')}
      cancelLabel={t('cancel')}
      errorTitle={t('failed')}
    >
      {t('body')}
    </ConfirmDialog>
  )
}
