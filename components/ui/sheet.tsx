'use client'

import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import { IconButton } from './icon-button.tsx'

export interface SheetProps {
  title: ReactNode
  closeLabel: string
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  side?: 'left' | 'right'
  children?: ReactNode
}

/**
 * A panel from the side: details next to a list, filters, the navigation on a telephone.
 *
 * title, closeLabel; trigger, or open and onOpenChange; side right (default) | left
 */
export function Sheet(props: SheetProps) {
  const left = props.side === 'left'
  return (
    <Dialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      {props.trigger ? <Dialog.Trigger asChild>{props.trigger}</Dialog.Trigger> : null}
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-veil backdrop-blur-[2px]" />
        <Dialog.Content
          aria-describedby={undefined}
          className={cn(
            'fixed inset-y-0 z-50 flex w-[min(26rem,calc(100vw-3rem))] animate-slide-in flex-col bg-raised shadow-float',
            left ? 'left-0 border-r [--slide-from:-100%]' : 'right-0 border-l',
          )}
        >
          <header className="flex items-center gap-3 border-line border-b px-5 py-3">
            <Dialog.Title className="min-w-0 flex-1 truncate font-semibold">{props.title}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={props.closeLabel} icon={<X />} className="-mr-2" />
            </Dialog.Close>
          </header>
          <div className="flex-1 overflow-y-auto p-5">{props.children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
