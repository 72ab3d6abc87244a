import { cva } from 'class-variance-authority'

/** Soft background with readable ink, for each tone. */
export const toneStyle = cva('', {
  variants: {
    tone: {
      neutral: 'bg-hover text-ink-soft',
      accent: 'bg-accent-soft text-accent-ink',
      info: 'bg-info-soft text-info-ink',
      positive: 'bg-positive-soft text-positive-ink',
      caution: 'bg-caution-soft text-caution-ink',
      critical: 'bg-critical-soft text-critical-ink',
    },
  },
  defaultVariants: { tone: 'neutral' },
})
