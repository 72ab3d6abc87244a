import Image from 'next/image'
import { cn } from './cn.ts'

/** A quiet colour of its own for each name, always the same. */
function tileColours(name: string): { background: string; color: string } {
  const letters = Array.from(name.trim().toLowerCase())
  const hue = letters.reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)
  return {
    background: `linear-gradient(light-dark(oklch(0.955 0.03 ${hue}), oklch(0.38 0.05 ${hue})), light-dark(oklch(0.905 0.05 ${hue}), oklch(0.3 0.05 ${hue})))`,
    color: `light-dark(oklch(0.42 0.1 ${hue}), oklch(0.9 0.06 ${hue}))`,
  }
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
      style={tileColours(props.name)}
      className={cn(
        shape,
        'inline-flex select-none items-center justify-center border border-line/60 font-semibold',
      )}
    >
      {Array.from(props.name.trim())[0]?.toUpperCase() ?? ''}
    </span>
  )
}
