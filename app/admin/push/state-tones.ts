import type { Tone } from '#components/ui/tone.ts'
import type { PushState } from '#lib/portal/push/policy.ts'

export const stateTones: Record<PushState, Tone> = {
  good: 'positive',
  ending: 'caution',
  missing: 'caution',
  expired: 'critical',
  refused: 'critical',
  down: 'caution',
}
