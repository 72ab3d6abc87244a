import type { ReactNode } from 'react'

/** A group of things to go to in the CommandPalette. */
export interface PaletteGroup {
  id: string
  heading: string
  items: {
    id: string
    label: string
    href: string
    hint?: string
    keywords?: string[]
    icon?: ReactNode
  }[]
}
