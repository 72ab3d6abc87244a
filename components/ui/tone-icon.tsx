import { Circle, CircleAlert, CircleCheck, CircleDot, Info, TriangleAlert } from 'lucide-react'
import type { Tone } from './tone.ts'

const icons = {
  neutral: Circle,
  accent: CircleDot,
  info: Info,
  positive: CircleCheck,
  caution: TriangleAlert,
  critical: CircleAlert,
} as const

/**
 * The shape that goes with a tone, so that colour is never alone.
 *
 * tone; className
 */
export function ToneIcon({ tone, className }: { tone: Tone; className?: string }) {
  const Icon = icons[tone]
  return <Icon aria-hidden className={className} />
}
