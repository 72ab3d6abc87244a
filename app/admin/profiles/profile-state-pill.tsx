import { getTranslations } from 'next-intl/server'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { Tone } from '#components/ui/tone.ts'

const tones: Record<string, Tone> = {
  waiting: 'info',
  installed: 'positive',
  failed: 'critical',
  forbidden: 'caution',
  removing: 'info',
}

/** How a profile stands on one Mac. wanted tells a refused removal from a refused install. */
export async function ProfileStatePill({ state, wanted }: { state: string; wanted: boolean }) {
  const t = await getTranslations('admin-profiles.state')
  const key = state === 'failed' && !wanted ? 'failed_removal' : state
  return (
    <StatusPill tone={tones[state] ?? 'neutral'} busy={state === 'waiting' || state === 'removing'}>
      {t.has(key) ? t(key) : state}
    </StatusPill>
  )
}
