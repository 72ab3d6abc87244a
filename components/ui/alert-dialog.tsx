'use client'

import { AlertDialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

export interface AlertDialogProps {
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  title: ReactNode
  children?: ReactNode
  confirmLabel: string
  cancelLabel: string
  danger?: boolean
  onConfirm?: () => void
  /** A server action, instead of onConfirm: posts `fields` as hidden inputs. */
  action?: (data: FormData) => void | Promise<void>
  fields?: Record<string, string>
}

/**
 * A plain question before something that can be undone with effort. What cannot be undone asks by ConfirmDialog.
 *
 * trigger, or open and onOpenChange; title the question; children the consequence; confirmLabel a verb; cancelLabel
 * onConfirm, or action (a server action) with fields; danger makes the button red
 */
export function AlertDialog(props: AlertDialogProps) {
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      {props.trigger ? <Radix.Trigger asChild>{props.trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-veil backdrop-blur-[2px]" />
        <Radix.Content className="fixed inset-x-4 top-[18vh] z-50 mx-auto max-w-md animate-rise rounded-card border border-line bg-raised p-6 shadow-float">
          <Radix.Title className="font-semibold text-lg">{props.title}</Radix.Title>
          <Radix.Description asChild>
            <div className="mt-2 text-[0.9375rem] text-ink-soft">{props.children}</div>
          </Radix.Description>
          <form action={props.action} className="mt-6 flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">
            {Object.entries(props.fields ?? {}).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <Radix.Cancel asChild>
              <Button>{props.cancelLabel}</Button>
            </Radix.Cancel>
            <Radix.Action asChild>
              <Button
                variant={props.danger ? 'danger' : 'primary'}
                type={props.action ? 'submit' : 'button'}
                onClick={props.onConfirm}
              >
                {props.confirmLabel}
              </Button>
            </Radix.Action>
          </form>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
