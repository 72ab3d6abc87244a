'use client'

import { Languages } from 'lucide-react'
import { useActionState } from 'react'
import { chooseLanguage } from './actions.ts'

/**
 * Switches to the other language. A form, so it works before the page's scripts do.
 *
 * to       the language to switch to; label its own name, in itself
 */
export function LanguageSwitch({ to, label }: { to: 'en' | 'nl'; label: string }) {
  const [, choose, pending] = useActionState(chooseLanguage, { status: 'idle' })
  return (
    <form action={choose}>
      <input type="hidden" name="locale" value={to} />
      <button
        type="submit"
        lang={to}
        aria-disabled={pending}
        className="inline-flex min-h-9 items-center gap-1.5 rounded-control px-2.5 text-ink-soft text-sm hover:bg-hover hover:text-ink"
      >
        <Languages aria-hidden className="size-4" />
        {label}
      </button>
    </form>
  )
}
