'use client'

import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

/**
 * A few extra words on hover and focus. Never the only place where something needed is said.
 *
 * content; children  one focusable thing
 */
export function Tooltip({ content, children }: { content: ReactNode; children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={300}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-72 animate-appear rounded-lg bg-ink px-2.5 py-1.5 text-sm text-surface shadow-float"
          >
            {content}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}
