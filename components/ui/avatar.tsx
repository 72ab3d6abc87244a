import { cn } from './cn.ts'

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase()
}

/**
 * A person, as initials. Always stands beside the name, so it is silent.
 *
 * name; size  small | medium (default) | large
 */
export function Avatar({ name, size = 'medium' }: { name: string; size?: 'small' | 'medium' | 'large' }) {
  return (
    <span
      aria-hidden
      data-initials={initialsOf(name)}
      className={cn(
        'inline-flex shrink-0 select-none before:content-[attr(data-initials)] items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-ink',
        size === 'small' && 'size-7 text-[0.6875rem]',
        size === 'medium' && 'size-9 text-[0.8125rem]',
        size === 'large' && 'size-14 text-lg',
      )}
    />
  )
}
