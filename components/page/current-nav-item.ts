import type { NavItem } from './nav-item.ts'

/** The item that a path belongs to: the longest that the path begins with. */
export function currentNavItem(items: NavItem[], path: string): string | undefined {
  const fitting = items.filter(
    (item) => path === item.href || (!item.exact && path.startsWith(`${item.href}/`)),
  )
  return fitting.sort((a, b) => b.href.length - a.href.length)[0]?.href
}
