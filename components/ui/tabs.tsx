'use client'

import NextLink from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export interface TabLink {
  href: string
  label: ReactNode
  count?: number
}

function isHere(href: string, path: string, search: URLSearchParams): boolean {
  const [hrefPath, query] = href.split('?')
  if (hrefPath && hrefPath !== path) return false
  return Array.from(new URLSearchParams(query ?? '')).every(([key, value]) => search.get(key) === value)
}

/**
 * Tabs that are links: each state of the page has its own address.
 *
 * label   names the row of tabs
 * items   href, label, count
 * current the current item's href; without it, the most specific that fits the address
 */
export function Tabs({ label, items, current }: { label: string; items: TabLink[]; current?: string }) {
  const path = usePathname()
  const search = useSearchParams()
  const fitting = items.filter((item) => isHere(item.href, path, search))
  const here = current ?? fitting.sort((a, b) => b.href.length - a.href.length)[0]?.href
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto px-4 print:hidden sm:mx-0 sm:px-0">
      <ul className="flex min-w-max gap-1 border-line border-b">
        {items.map((item) => (
          <li key={item.href}>
            <NextLink
              href={item.href}
              scroll={false}
              aria-current={item.href === here ? 'page' : undefined}
              className={cn(
                '-mb-px flex min-h-(--control) items-center gap-2 rounded-t-lg border-b-2 px-3 font-medium text-[0.9375rem] outline-offset-[-3px]',
                item.href === here
                  ? 'border-accent-mark text-ink'
                  : 'border-transparent text-ink-soft forced-colors:border-[Canvas] hover:border-line-strong hover:text-ink',
              )}
            >
              {item.label}
              {item.count === undefined ? null : (
                <span className="rounded-full bg-hover px-1.5 text-ink-soft text-xs leading-5 tabular-nums">
                  {item.count}
                </span>
              )}
            </NextLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
