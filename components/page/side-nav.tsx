'use client'

import NextLink from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '#components/ui/cn.ts'
import { currentNavItem } from './current-nav-item.ts'
import { NavCount } from './nav-count.tsx'
import type { NavItem } from './nav-item.ts'

function groupsOf(items: NavItem[]): { name: string; items: NavItem[] }[] {
  const groups = new Map<string, NavItem[]>()
  for (const item of items) groups.set(item.group ?? '', [...(groups.get(item.group ?? '') ?? []), item])
  return Array.from(groups, ([name, members]) => ({ name, items: members }))
}

/**
 * Sections down the side, in groups.
 *
 * label; items; onNavigate  called when one is pressed (to close a Sheet)
 */
export function SideNav(props: { label: string; items: NavItem[]; onNavigate?: () => void }) {
  const here = currentNavItem(props.items, usePathname())
  return (
    <nav aria-label={props.label} className="space-y-5">
      {groupsOf(props.items).map((group) => (
        <div key={group.name}>
          {group.name ? <p className="mb-1 px-2.5 font-medium text-ink-soft text-xs">{group.name}</p> : null}
          <ul className="space-y-0.5">
            {group.items.map((item) => (
              <li key={item.href}>
                <NextLink
                  href={item.href}
                  onClick={props.onNavigate}
                  aria-current={item.href === here ? 'page' : undefined}
                  className={cn(
                    'flex min-h-9 items-center gap-2.5 rounded-lg px-2.5 font-medium text-[0.9375rem] max-lg:min-h-11 [&_svg]:size-[1.125rem] [&_svg]:shrink-0',
                    item.href === here
                      ? 'bg-accent-soft text-accent-ink forced-colors:underline'
                      : 'text-ink-soft hover:bg-hover hover:text-ink',
                  )}
                >
                  {item.icon}
                  <span className="min-w-0 flex-1 truncate">{item.label}</span>
                  <NavCount item={item} />
                </NextLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
