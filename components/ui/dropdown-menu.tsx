'use client'

import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

/**
 * A menu that opens from a button.
 *
 * trigger   a Button or IconButton; heading words above the items; align start | end (default)
 * children  DropdownMenuItem and DropdownMenuSeparator
 */
export function DropdownMenu(props: {
  trigger: ReactNode
  heading?: ReactNode
  align?: 'start' | 'end'
  children: ReactNode
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={props.align ?? 'end'}
          sideOffset={6}
          collisionPadding={12}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 max-w-80 animate-rise overflow-y-auto rounded-xl border border-line bg-raised p-1.5 shadow-float"
        >
          {props.heading ? <Radix.Label className="px-2.5 py-2 text-sm">{props.heading}</Radix.Label> : null}
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/**
 * One line of a DropdownMenu. Give onSelect, or asChild around a link or a submit button.
 *
 * icon; hint a second, softer line; danger; disabled
 */
export function DropdownMenuItem(props: {
  children: ReactNode
  icon?: ReactNode
  hint?: ReactNode
  danger?: boolean
  disabled?: boolean
  asChild?: boolean
  onSelect?: (event: Event) => void
}) {
  const looks = cn(
    'flex min-h-9 w-full items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-left text-[0.9375rem] no-underline outline-none',
    'data-[disabled]:opacity-50 data-[highlighted]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0',
    props.danger ? 'text-critical-ink' : 'text-ink',
  )
  if (props.asChild) {
    return (
      <Radix.Item asChild disabled={props.disabled} className={looks}>
        {props.children}
      </Radix.Item>
    )
  }
  return (
    <Radix.Item disabled={props.disabled} onSelect={props.onSelect} className={looks}>
      {props.icon}
      <span className="min-w-0">
        {props.children}
        {props.hint ? <span className="block text-ink-soft text-sm">{props.hint}</span> : null}
      </span>
    </Radix.Item>
  )
}

/** A line between groups of a DropdownMenu. */
export function DropdownMenuSeparator() {
  return <Radix.Separator className="mx-2 my-1.5 h-px bg-line" />
}
