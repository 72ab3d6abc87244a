import { getTranslations } from 'next-intl/server'
import { ErrorPanel } from '#components/page/error-panel.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { currentPerson } from '#lib/auth/current-person.ts'

export default async function Forbidden() {
  const t = await getTranslations('product')
  const person = await currentPerson()
  return (
    <ErrorPanel
      title={t('forbidden.title')}
      action={
        <a href="/" className={buttonStyle({ variant: 'primary' })}>
          {t('to_home')}
        </a>
      }
    >
      {t('forbidden.body', { name: person?.name ?? '' })}
    </ErrorPanel>
  )
}
