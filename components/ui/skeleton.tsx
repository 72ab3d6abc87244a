import { cn } from './cn.ts'

/** The shape of what is coming; give it its size. Stand them in a LoadingPanel, which says so in words. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('h-4 animate-pulse rounded-md bg-hover', className)} />
}
