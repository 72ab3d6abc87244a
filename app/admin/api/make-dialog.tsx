'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { ActionForm, type ActionFormProps } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogClose } from '#components/ui/dialog.tsx'
import { SecretDialog } from './secret-dialog.tsx'

export interface MakeDialogProps {
  action: ActionFormProps<{ secret: string }>['action']
  /** The button, the window, its submit button, and what is said of the secret. */
  words: { open: string; title: string; submit: string; secretTitle: string; secretBody: string }
  primary?: boolean
  children: ReactNode
}

/** A window in which something is made that has a secret, and the secret, shown once. */
export function MakeDialog({ action, words, primary, children }: MakeDialogProps) {
  const t = useTranslations('admin-api')
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <>
      <Dialog
        title={words.title}
        closeLabel={t('cancel')}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button variant={primary ? 'primary' : 'secondary'} icon={<Plus aria-hidden />}>
            {words.open}
          </Button>
        }
      >
        <ActionForm
          action={action}
          errorTitle={t('failed')}
          onDone={(made) => {
            setSecret(made.secret)
            setOpen(false)
            router.refresh()
          }}
        >
          {children}
          <div className="flex flex-col-reverse gap-3 pt-1 sm:flex-row sm:justify-end">
            <DialogClose>
              <Button>{t('cancel')}</Button>
            </DialogClose>
            <SubmitButton>{words.submit}</SubmitButton>
          </div>
        </ActionForm>
      </Dialog>
      <SecretDialog
        secret={secret}
        title={words.secretTitle}
        body={words.secretBody}
        labels={{
          copy: t('secret.copy'),
          copied: t('secret.copied'),
          close: t('secret.close'),
          kept: t('secret.kept'),
          first: t('secret.first'),
        }}
        onKept={() => setSecret(null)}
      />
    </>
  )
}
