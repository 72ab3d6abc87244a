import {
  AppWindow,
  BellRing,
  BookOpen,
  FileSliders,
  House,
  Inbox,
  Laptop,
  LaptopMinimalCheck,
  MessagesSquare,
  Package,
  ScrollText,
  Settings,
  Users,
  Webhook,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { Role } from '#lib/auth/actor.ts'

export type Area = 'portal' | 'helpdesk' | 'admin'

export interface NavEntry {
  href: string
  /** The key of its label under product.nav. */
  key: string
  icon: ReactNode
  exact?: boolean
}

/** The parts of Zelf: who may be there, where it begins, and what is in it. */
export const navAreas: Record<Area, { role: Role; home: string; entries: NavEntry[] }> = {
  portal: {
    role: 'employee',
    home: '/',
    entries: [
      { href: '/', key: 'home', icon: <House />, exact: true },
      { href: '/apps', key: 'apps', icon: <AppWindow /> },
      { href: '/requests', key: 'requests', icon: <Inbox /> },
      { href: '/macs', key: 'macs', icon: <Laptop /> },
      { href: '/help', key: 'help', icon: <BookOpen /> },
    ],
  },
  helpdesk: {
    role: 'helpdesk',
    home: '/helpdesk/macs',
    entries: [
      { href: '/helpdesk/macs', key: 'macs', icon: <Laptop /> },
      { href: '/helpdesk/tickets', key: 'tickets', icon: <MessagesSquare /> },
    ],
  },
  admin: {
    role: 'admin',
    home: '/admin/requests',
    entries: [
      { href: '/admin/requests', key: 'requests', icon: <Inbox /> },
      { href: '/admin/catalog', key: 'catalog', icon: <Package /> },
      { href: '/admin/profiles', key: 'profiles', icon: <FileSliders /> },
      { href: '/admin/people', key: 'people', icon: <Users /> },
      { href: '/admin/enrollment', key: 'enrollment', icon: <LaptopMinimalCheck /> },
      { href: '/admin/push', key: 'push', icon: <BellRing /> },
      { href: '/admin/audit', key: 'audit', icon: <ScrollText /> },
      { href: '/admin/api', key: 'api', icon: <Webhook /> },
      { href: '/admin/settings', key: 'settings', icon: <Settings /> },
    ],
  },
}

export const areas: Area[] = ['portal', 'helpdesk', 'admin']
