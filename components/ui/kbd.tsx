import type { ReactNode } from 'react'

/** A key on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex min-w-5 items-center justify-center rounded-md border border-line bg-sunken px-1.5 py-px font-sans text-ink-soft text-xs">
      {children}
    </kbd>
  )
}
