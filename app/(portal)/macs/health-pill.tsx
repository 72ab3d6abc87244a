import { getTranslations } from 'next-intl/server'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { Health } from '#lib/portal/macs/health.ts'

/** How a Mac is doing, in a word or two. */
export async function HealthPill({ health }: { health: Health }) {
  const t = await getTranslations('macs.health')
  return (
    <StatusPill tone={health.tone} busy={health.code === 'checking'}>
      {t(health.code)}
    </StatusPill>
  )
}
