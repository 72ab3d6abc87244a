import { getTranslations } from 'next-intl/server'
import { StatusPill } from '#components/ui/status-pill.tsx'

const tones = { draft: 'caution', published: 'positive', retired: 'neutral' } as const

/** Whether employees see an app: draft, published or retired. */
export async function AppStatusPill({ status }: { status: string }) {
  const t = await getTranslations('admin-catalog.status')
  const known = status === 'published' || status === 'retired' ? status : 'draft'
  return <StatusPill tone={tones[known]}>{t(known)}</StatusPill>
}
