import { getTranslations } from 'next-intl/server'
import { LoadingPanel } from '#components/page/loading-panel.tsx'

export default async function Loading() {
  const t = await getTranslations('product')
  return <LoadingPanel label={t('loading')} shape="detail" />
}
