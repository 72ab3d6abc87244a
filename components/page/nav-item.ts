import type { ReactNode } from 'react'

/**
 * One section in the navigation.
 *
 * href, label, icon  a lucide element
 * count  waiting things; countLabel says what they are ("3 waiting")
 * exact  current only at exactly this address (for a home page)
 * group  a heading above it in the side navigation; items of one group stand together
 */
export interface NavItem {
  href: string
  label: string
  icon?: ReactNode
  count?: number
  countLabel?: string
  exact?: boolean
  group?: string
}
