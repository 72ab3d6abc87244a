'use client'

import { useTranslations } from 'next-intl'
import { startTransition, useActionState } from 'react'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { locales } from '../../i18n/locale.ts'
import { chooseLanguage, chooseTheme } from '../../preferences/actions.ts'
import { type Theme, themes } from '../../preferences/theme.ts'

/** Language and looks. A choice counts at once; without scripts, the buttons send it. */
export function PreferencesForm({ locale, theme }: { locale: 'en' | 'nl'; theme: Theme }) {
  const t = useTranslations('account')
  const [, sendLanguage] = useActionState(chooseLanguage, { status: 'idle' })
  const [, sendTheme] = useActionState(chooseTheme, { status: 'idle' })
  const choose = (send: (form: FormData) => void, name: string) => (value: string) => {
    const form = new FormData()
    form.set(name, value)
    startTransition(() => send(form))
  }
  return (
    <div className="space-y-8">
      <form action={sendLanguage} className="space-y-3">
        <RadioCards
          legend={t('preferences.language')}
          name="locale"
          columns={2}
          defaultValue={locale}
          onChange={choose(sendLanguage, 'locale')}
          options={locales.map((value) => ({
            value,
            title: <span lang={value}>{t(`preferences.languages.${value}`)}</span>,
          }))}
        />
        <noscript>
          <SubmitButton variant="secondary">{t('preferences.save')}</SubmitButton>
        </noscript>
      </form>
      <form action={sendTheme} className="space-y-3">
        <RadioCards
          legend={t('preferences.theme')}
          name="theme"
          columns={3}
          defaultValue={theme}
          onChange={choose(sendTheme, 'theme')}
          options={themes.map((value) => ({ value, title: t(`preferences.themes.${value}`) }))}
        />
        <noscript>
          <SubmitButton variant="secondary">{t('preferences.save')}</SubmitButton>
        </noscript>
      </form>
    </div>
  )
}
