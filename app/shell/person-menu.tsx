'use client'

import { ArrowRightLeft, Languages, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react'
import NextLink from 'next/link'
import { useTranslations } from 'next-intl'
import { startTransition } from 'react'
import { Avatar } from '#components/ui/avatar.tsx'
import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator } from '#components/ui/dropdown-menu.tsx'
import { chooseLanguage, chooseTheme } from '../preferences/actions.ts'
import type { Theme } from '../preferences/theme.ts'
import { signOutHere } from '../sign-in/sign-out-action.ts'

export interface PersonMenuProps {
  name: string
  email: string
  locale: 'en' | 'nl'
  theme: Theme
  areas: { href: string; label: string }[]
}

const nextTheme: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const themeIcons = { system: <Monitor />, light: <Sun />, dark: <Moon /> }

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

/** What a person can do about themself: other areas, account, language, looks, sign out. */
export function PersonMenu({ name, email, locale, theme, areas }: PersonMenuProps) {
  const t = useTranslations('product')
  const idle = { status: 'idle' } as const
  const other = locale === 'en' ? 'nl' : 'en'
  const run = (start: () => Promise<unknown>) => () =>
    startTransition(async () => {
      await start()
    })
  return (
    <DropdownMenu
      trigger={
        <button
          type="button"
          aria-label={t('person.menu', { name })}
          className="inline-flex size-10 items-center justify-center rounded-full hover:bg-hover"
        >
          <Avatar name={name} size="small" />
        </button>
      }
      heading={
        <>
          <span className="block font-semibold">{name}</span>
          <span className="block font-normal text-ink-soft">{email}</span>
        </>
      }
    >
      {areas.map((area) => (
        <DropdownMenuItem key={area.href} asChild>
          <NextLink href={area.href}>
            <ArrowRightLeft aria-hidden />
            {area.label}
          </NextLink>
        </DropdownMenuItem>
      ))}
      {areas.length > 0 ? <DropdownMenuSeparator /> : null}
      <DropdownMenuItem asChild>
        <NextLink href="/account">
          <UserRound aria-hidden />
          {t('person.account')}
        </NextLink>
      </DropdownMenuItem>
      <DropdownMenuItem
        icon={<Languages aria-hidden />}
        onSelect={run(() => chooseLanguage(idle, formOf({ locale: other })))}
      >
        <span lang={other}>{t(`languages.${other}`)}</span>
      </DropdownMenuItem>
      <DropdownMenuItem
        icon={themeIcons[theme]}
        onSelect={run(() => chooseTheme(idle, formOf({ theme: nextTheme[theme] })))}
      >
        {t(`themes.${theme}`)}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem
        icon={<LogOut aria-hidden />}
        onSelect={run(() => signOutHere(idle, formOf({ confirmed: 'yes' })))}
      >
        {t('person.sign_out')}
      </DropdownMenuItem>
    </DropdownMenu>
  )
}
