import type { ReactNode } from 'react'
import { SkipLink } from '#components/ui/skip-link.tsx'
import { BottomNav } from './bottom-nav.tsx'
import { BrandLink } from './brand-link.tsx'
import { MobileNav } from './mobile-nav.tsx'
import type { NavItem } from './nav-item.ts'
import { SideNav } from './side-nav.tsx'
import { TopNav } from './top-nav.tsx'

export interface AppShellLabels {
  skip: string
  navigation: string
  menu: string
  close: string
}

export interface AppShellProps {
  variant?: 'top' | 'side'
  brand: { name: string; logo?: string | null; href?: string }
  items: NavItem[]
  labels: AppShellLabels
  personMenu?: ReactNode
  languageSwitch?: ReactNode
  search?: ReactNode
  banner?: ReactNode
  footer?: ReactNode
  children: ReactNode
}

/**
 * The frame of every page.
 *
 * variant         top (default: sections in the bar, at the bottom edge on a telephone; for five sections at most)
 *                 | side (sections down the side, behind a button below 1024 px; compact controls and tables)
 * brand           name, logo, href; items see NavItem; labels skip, navigation, menu, close
 * personMenu, languageSwitch, search  stand at the right of the bar
 * banner          above all (DemoBanner, OfflineBanner); footer under all
 */
export function AppShell(props: AppShellProps) {
  const side = props.variant === 'side'
  return (
    <div
      data-density={side ? 'compact' : undefined}
      className={
        side
          ? 'flex min-h-dvh flex-col [--page:100rem] [--table-top:3.5rem]'
          : 'flex min-h-dvh flex-col [--page:72rem] [--table-top:3.5rem]'
      }
    >
      <SkipLink label={props.labels.skip} />
      {props.banner}
      <header className="sticky top-0 z-30 border-line border-b bg-raised/85 backdrop-blur-xl print:hidden">
        <div className="mx-auto flex h-14 max-w-(--page) items-center gap-3 px-4 sm:px-6">
          {side ? (
            <MobileNav
              label={props.labels.navigation}
              menuLabel={props.labels.menu}
              closeLabel={props.labels.close}
              items={props.items}
            />
          ) : null}
          <BrandLink {...props.brand} />
          {side ? <div className="flex-1" /> : <TopNav label={props.labels.navigation} items={props.items} />}
          <div className="ml-auto flex shrink-0 items-center gap-1 sm:gap-2">
            {props.search}
            {props.languageSwitch}
            {props.personMenu}
          </div>
        </div>
      </header>
      <div className="mx-auto flex w-full max-w-(--page) flex-1">
        {side ? (
          <div className="sticky top-14 hidden h-[calc(100dvh-3.5rem)] w-60 shrink-0 overflow-y-auto border-line border-r p-4 lg:block print:hidden">
            <SideNav label={props.labels.navigation} items={props.items} />
          </div>
        ) : null}
        <main
          id="main"
          tabIndex={-1}
          className={
            side
              ? 'min-w-0 flex-1 px-4 py-6 outline-none sm:px-6 lg:px-8'
              : 'min-w-0 flex-1 px-4 pt-6 pb-28 outline-none sm:px-6 sm:pt-10 md:pb-16'
          }
        >
          {props.children}
        </main>
      </div>
      {props.footer ? (
        <footer className="border-line border-t text-ink-soft text-sm max-md:pb-20 print:hidden">
          <div className="mx-auto max-w-(--page) px-4 py-6 sm:px-6">{props.footer}</div>
        </footer>
      ) : null}
      {side ? null : <BottomNav label={props.labels.navigation} items={props.items} />}
    </div>
  )
}
