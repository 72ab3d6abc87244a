import Image from 'next/image'
import { cn } from './cn.ts'

const hues = [
  'bg-accent-soft text-accent-ink',
  'bg-info-soft text-info-ink',
  'bg-positive-soft text-positive-ink',
  'bg-caution-soft text-caution-ink',
  'bg-critical-soft text-critical-ink',
]

function hueOf(name: string): string | undefined {
  const sum = Array.from(name).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  return hues[sum % hues.length]
}

const sizes = {
  small: 'size-8 text-sm',
  medium: 'size-12 text-xl',
  large: 'size-16 text-2xl',
  huge: 'size-24 text-4xl',
} as const

/**
 * An app's tile, rounded as on a Mac; its first letter when there is no picture. Stands beside the name, so it is silent.
 *
 * name; src  picture's address; size  small 32 | medium 48 (default) | large 64 | huge 96
 */
export function AppIcon(props: {
  name: string
  src?: string | null
  size?: keyof typeof sizes
  className?: string
}) {
  const shape = cn('shrink-0 rounded-tile', sizes[props.size ?? 'medium'], props.className)
  if (props.src) {
    return (
      <Image
        unoptimized
        src={props.src}
        alt=""
        width={96}
        height={96}
        className={cn(shape, 'object-cover')}
      />
    )
  }
  return (
    <span
      aria-hidden
      className={cn(
        shape,
        'inline-flex select-none items-center justify-center border border-line/60 font-semibold',
        hueOf(props.name),
      )}
    >
      {Array.from(props.name.trim())[0]?.toUpperCase() ?? ''}
    </span>
  )
}
