'use client'

import { Menu } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Sheet } from '#components/ui/sheet.tsx'
import type { NavItem } from './nav-item.ts'
import { SideNav } from './side-nav.tsx'

/**
 * The side navigation behind a button, below 1024 px.
 *
 * label, menuLabel, closeLabel; items; children  under the sections
 */
export function MobileNav(props: {
  label: string
  menuLabel: string
  closeLabel: string
  items: NavItem[]
  children?: ReactNode
}) {
  const [open, setOpen] = useState(false)
  return (
    <Sheet
      side="left"
      title={props.label}
      closeLabel={props.closeLabel}
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton label={props.menuLabel} icon={<Menu />} className="-ml-2 lg:hidden" />}
    >
      <SideNav label={props.label} items={props.items} onNavigate={() => setOpen(false)} />
      {props.children ? <div className="mt-6 border-line border-t pt-4">{props.children}</div> : null}
    </Sheet>
  )
}
