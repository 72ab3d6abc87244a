'use client'

import { Toaster as Sonner } from 'sonner'

/**
 * Where toasts appear; once, in the root layout. Send one with `toast` from 'sonner'.
 * For good news and small regrets; what needs doing is a Callout.
 *
 * label  names the region for screen readers; closeLabel
 */
export function Toaster({ label, closeLabel }: { label: string; closeLabel: string }) {
  return (
    <Sonner
      position="bottom-center"
      theme="light"
      closeButton
      containerAriaLabel={label}
      mobileOffset={{ bottom: 84 }}
      toastOptions={{ closeButtonAriaLabel: closeLabel, duration: 6000 }}
      style={{
        fontFamily: 'var(--font-sans)',
        ['--normal-bg' as string]: 'var(--raised)',
        ['--normal-border' as string]: 'var(--line)',
        ['--normal-text' as string]: 'var(--ink)',
        ['--border-radius' as string]: '14px',
      }}
    />
  )
}
