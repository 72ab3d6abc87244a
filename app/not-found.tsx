import { getTranslations } from 'next-intl/server'
import { ErrorPanel } from '#components/page/error-panel.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { DrawingEmptyDesk } from '#components/ui/drawing-empty-desk.tsx'

export async function generateMetadata() {
  const t = await getTranslations('product')
  return { title: t('not_found.title') }
}

export default async function NotFound() {
  const t = await getTranslations('product')
  return (
    <ErrorPanel
      title={t('not_found.title')}
      drawing={<DrawingEmptyDesk />}
      action={
        <a href="/" className={buttonStyle({ variant: 'primary' })}>
          {t('to_home')}
        </a>
      }
    >
      {t('not_found.body')}
    </ErrorPanel>
  )
}
