'use client'

import NextLink from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '#components/ui/cn.ts'
import { currentNavItem } from './current-nav-item.ts'
import { NavCount } from './nav-count.tsx'
import type { NavItem } from './nav-item.ts'

/**
 * Sections at the bottom edge, below 768 px; five at most.
 *
 * label; items with icons
 */
export function BottomNav({ label, items }: { label: string; items: NavItem[] }) {
  const here = currentNavItem(items, usePathname())
  return (
    <nav
      aria-label={label}
      className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-raised/90 pb-[env(safe-area-inset-bottom)] backdrop-blur-xl md:hidden print:hidden"
    >
      <ul className="flex">
        {items.map((item) => (
          <li key={item.href} className="min-w-0 flex-1">
            <NextLink
              href={item.href}
              aria-current={item.href === here ? 'page' : undefined}
              className={cn(
                'relative flex min-h-14 flex-col items-center justify-center gap-0.5 px-0.5 font-medium text-[0.6875rem] outline-offset-[-3px] [&_svg]:size-[1.375rem]',
                item.href === here ? 'text-accent-ink forced-colors:underline' : 'text-ink-soft',
              )}
            >
              {item.icon}
              <span className="max-w-full truncate">{item.label}</span>
              <NavCount item={item} className="absolute top-1 left-1/2 ml-1.5" />
            </NextLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
