import type { ReactNode } from 'react'
import { cn } from './cn.ts'

/** Serial numbers, identifiers, hashes and file names: fixed width, never broken by hyphens. */
export function CodeText({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <code
      translate="no"
      className={cn('break-words rounded-md bg-hover px-1.5 py-0.5 font-mono text-[0.875em]', className)}
    >
      {children}
    </code>
  )
}
