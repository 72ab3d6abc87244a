'use client'

import NextLink from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '#components/ui/cn.ts'
import { currentNavItem } from './current-nav-item.ts'
import { NavCount } from './nav-count.tsx'
import type { NavItem } from './nav-item.ts'

/**
 * Sections across the top bar, from 768 px.
 *
 * label; items
 */
export function TopNav({ label, items }: { label: string; items: NavItem[] }) {
  const here = currentNavItem(items, usePathname())
  return (
    <nav aria-label={label} className="ml-3 hidden min-w-0 flex-1 md:block">
      <ul className="flex gap-0.5">
        {items.map((item) => (
          <li key={item.href}>
            <NextLink
              href={item.href}
              aria-current={item.href === here ? 'page' : undefined}
              className={cn(
                'inline-flex min-h-9 items-center gap-1.5 whitespace-nowrap rounded-full px-3.5 font-medium text-[0.9375rem]',
                item.href === here
                  ? 'bg-hover text-ink forced-colors:underline'
                  : 'text-ink-soft hover:text-ink',
              )}
            >
              {item.label}
              <NavCount item={item} />
            </NextLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
