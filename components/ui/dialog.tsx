'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import { IconButton } from './icon-button.tsx'

export interface DialogProps {
  title: ReactNode
  description?: ReactNode
  closeLabel: string
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  size?: 'small' | 'medium' | 'large'
  footer?: ReactNode
  children?: ReactNode
}

const widths = { small: 'sm:max-w-md', medium: 'sm:max-w-xl', large: 'sm:max-w-3xl' } as const

/**
 * A window over the page, for one short task. On a telephone it rises from below.
 *
 * title, description, closeLabel; trigger a Button, or open and onOpenChange
 * size    small | medium (default) | large
 * footer  buttons; children the content. Wrap a button in <DialogClose> to close by it
 */
export function Dialog(props: DialogProps) {
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      {props.trigger ? <Radix.Trigger asChild>{props.trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-veil backdrop-blur-[2px]" />
        <Radix.Content
          {...(props.description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] animate-rise flex-col rounded-t-3xl border border-line bg-raised shadow-float',
            'sm:inset-x-4 sm:top-[12vh] sm:bottom-auto sm:mx-auto sm:max-h-[76vh] sm:rounded-card',
            widths[props.size ?? 'medium'],
          )}
        >
          <header className="flex items-start gap-4 p-5 pb-0 sm:p-6 sm:pb-0">
            <div className="min-w-0 flex-1 space-y-1">
              <Radix.Title className="font-semibold text-lg">{props.title}</Radix.Title>
              {props.description ? (
                <Radix.Description className="text-[0.9375rem] text-ink-soft">
                  {props.description}
                </Radix.Description>
              ) : null}
            </div>
            <Radix.Close asChild>
              <IconButton label={props.closeLabel} icon={<X />} className="-mt-2 -mr-2" />
            </Radix.Close>
          </header>
          <div className="overflow-y-auto p-5 sm:p-6">{props.children}</div>
          {props.footer ? (
            <footer className="flex flex-col-reverse gap-3 border-line border-t p-4 pb-[max(1rem,env(safe-area-inset-bottom))] sm:flex-row sm:justify-end sm:px-6">
              {props.footer}
            </footer>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Wraps a button that closes the Dialog or Sheet around it. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>
}
