import { LoaderCircle } from 'lucide-react'
import { cn } from './cn.ts'

/**
 * A small turning ring for a wait of a second or two. For longer waits say what is happening: ProgressBar.
 *
 * label      words for screen readers; leave out where the words already stand beside it
 * className  size and colour
 */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  return (
    <span role={label ? 'status' : undefined} className="inline-flex">
      <LoaderCircle aria-hidden className={cn('size-4 animate-spin', className)} />
      {label ? <span className="sr-only">{label}</span> : null}
    </span>
  )
}
