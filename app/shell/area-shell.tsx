import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { AppShell } from '#components/page/app-shell.tsx'
import { CommandPalette } from '#components/page/command-palette.tsx'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { organization } from '../organization.ts'
import { currentTheme } from '../preferences/current-theme.ts'
import { AreaPalette, type PaletteSearch } from './area-palette.tsx'
import { type Area, areas, navAreas } from './nav-areas.tsx'
import { PersonMenu } from './person-menu.tsx'

export interface AreaShellProps {
  area: Area
  person: PersonActor
  /** A server action that finds more for what is typed into the command palette. */
  search?: PaletteSearch
  children: ReactNode
}

/** The frame around the pages of one area: navigation, the way to the other areas, the person's menu, ⌘K. */
export async function AreaShell({ area, person, search, children }: AreaShellProps) {
  const t = await getTranslations('product')
  const { name, logoUrl } = await organization()
  const allowed = areas.filter((one) => hasRole(person, navAreas[one].role))
  const items = navAreas[area].entries.map(({ key, ...entry }) => ({ ...entry, label: t(`nav.${key}`) }))
  const groups = allowed.map((one) => ({
    id: one,
    heading: t(`areas.${one}`),
    items: navAreas[one].entries.map(({ key, href, icon }) => ({
      id: `${one}-${key}`,
      label: t(`nav.${key}`),
      href,
      icon,
    })),
  }))
  const palette = {
    groups,
    labels: {
      open: t('palette.open'),
      title: t('palette.title'),
      placeholder: t(search ? 'palette.placeholder_search' : 'palette.placeholder'),
      empty: t('palette.empty'),
      searching: t('palette.searching'),
    },
  }
  return (
    <AppShell
      variant={area === 'portal' ? 'top' : 'side'}
      brand={{ name, logo: logoUrl ?? '/mark.svg', href: navAreas[area].home }}
      items={items}
      labels={{
        skip: t('shell.skip'),
        navigation: t('shell.navigation'),
        menu: t('shell.menu'),
        close: t('shell.close'),
      }}
      search={search ? <AreaPalette {...palette} search={search} /> : <CommandPalette {...palette} />}
      personMenu={
        <PersonMenu
          name={person.name}
          email={person.email}
          locale={(await getLocale()) === 'nl' ? 'nl' : 'en'}
          theme={await currentTheme()}
          areas={allowed
            .filter((one) => one !== area)
            .map((one) => ({ href: navAreas[one].home, label: t(`areas.${one}`) }))}
        />
      }
    >
      {children}
    </AppShell>
  )
}
