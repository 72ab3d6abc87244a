'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogClose } from '#components/ui/dialog.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { FormField } from './form-field.tsx'
import { FormShell } from './form-shell.tsx'
import type { FormState } from './form-state.ts'
import { isSameWords } from './is-same-words.ts'
import { SubmitButton } from './submit-button.tsx'

export interface ConfirmDialogProps {
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  title: ReactNode
  children: ReactNode
  action: (previous: FormState, data: FormData) => Promise<FormState> | FormState
  fields?: Record<string, string>
  /** The words to type, and how to ask for them. Sent as `confirmation`. */
  confirmation?: { word: string; label: ReactNode }
  /** Asks why. Sent as `reason`. */
  reason?: { label: ReactNode; hint?: ReactNode; optionalLabel?: string }
  confirmLabel: string
  cancelLabel: string
  pendingLabel?: string
  errorTitle: string
  tone?: 'danger' | 'primary'
  onDone?: (state: FormState) => void
}

/**
 * Asks before what cannot be undone. The button wakes when the word is typed; the server checks it again.
 *
 * trigger, or open and onOpenChange; title; children  who, which Mac, what is lost
 * action, fields        as of FormShell; sends `confirmation` and `reason`
 * confirmation          word to type, and label that asks for it
 * reason                label, hint; required unless optionalLabel is given
 * confirmLabel, cancelLabel, pendingLabel, errorTitle; tone danger (default) | primary; onDone after success
 */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [inside, setInside] = useState(false)
  const [typed, setTyped] = useState('')
  const open = props.open ?? inside
  const setOpen = (next: boolean) => {
    setInside(next)
    setTyped('')
    props.onOpenChange?.(next)
  }
  const word = props.confirmation?.word
  const ready = word === undefined || isSameWords(typed, word)
  const done = (state: FormState) => {
    setOpen(false)
    props.onDone?.(state)
  }
  return (
    <Dialog
      title={props.title}
      closeLabel={props.cancelLabel}
      trigger={props.trigger}
      open={open}
      onOpenChange={setOpen}
    >
      <FormShell action={props.action} fields={props.fields} errorTitle={props.errorTitle} onSuccess={done}>
        <div className="text-[0.9375rem]">{props.children}</div>
        {props.reason ? (
          <FormField name="reason" {...props.reason}>
            <TextArea rows={2} required={!props.reason.optionalLabel} className="min-h-16" />
          </FormField>
        ) : null}
        {props.confirmation ? (
          <FormField name="confirmation" label={props.confirmation.label}>
            <TextField
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </FormField>
        ) : null}
        <div className="flex flex-col-reverse gap-3 pt-1 sm:flex-row sm:justify-end">
          <DialogClose>
            <Button>{props.cancelLabel}</Button>
          </DialogClose>
          <SubmitButton variant={props.tone ?? 'danger'} disabled={!ready} pendingLabel={props.pendingLabel}>
            {props.confirmLabel}
          </SubmitButton>
        </div>
      </FormShell>
    </Dialog>
  )
}
