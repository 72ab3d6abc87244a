'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { toast } from 'sonner'
import { useFormAction } from '#app/use-form-action.ts'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import type { FormState } from '#components/form/form-state.ts'
import { Button } from '#components/ui/button.tsx'
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx'
import { decline } from './actions.ts'

/** Says no, with the reason that the employee reads. When somebody else decides meanwhile, it says so. */
export function DeclineButton(props: { requestId: string; app: string; person: string; mac: string }) {
  const t = useTranslations('admin-requests')
  const told = { app: props.app, person: props.person }
  const [open, setOpen] = useState(false)
  const gone = useRef<string>(undefined)
  useEffect(() => {
    gone.current = open ? t('decided_meanwhile', { app: props.app, person: props.person }) : undefined
  }, [open, t, props.app, props.person])
  // The card goes away as soon as the request is decided, and the open dialog with it.
  useEffect(
    () => () => {
      if (gone.current) toast.info(gone.current)
    },
    [],
  )
  const send = useFormAction(decline)
  const run = async (previous: FormState, form: FormData) => {
    gone.current = undefined
    const state = await send(previous, form)
    if (state.status === 'success') toast.success(t('declined', told))
    return state
  }
  return (
    <ConfirmDialog
      trigger={
        <Button>
          {t('decline')}
          <VisuallyHidden>{t('decline_what', told)}</VisuallyHidden>
        </Button>
      }
      open={open}
      onOpenChange={setOpen}
      title={t('decline_title', told)}
      action={run}
      fields={{ requestId: props.requestId }}
      reason={{ label: t('decline_reason'), hint: t('decline_reason_hint', told) }}
      confirmLabel={t('decline')}
      cancelLabel={t('back')}
      errorTitle={t('not_declined')}
    >
      {t('decline_body', { mac: props.mac })}
    </ConfirmDialog>
  )
}
