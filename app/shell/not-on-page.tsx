'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** Shows what is inside on every page but that one, which says it better itself. */
export function NotOnPage({ href, children }: { href: string; children: ReactNode }) {
  return usePathname() === href ? null : children
}
