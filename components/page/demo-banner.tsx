import { FlaskConical } from 'lucide-react'
import type { ReactNode } from 'react'

/**
 * Says on every page that this is a demonstration.
 *
 * label     names it for screen readers; children  the words; action  a link or menu ("Sign in as ...")
 */
export function DemoBanner({
  label,
  children,
  action,
}: {
  label: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <aside
      aria-label={label}
      className="border-caution-mark/30 border-b bg-[repeating-linear-gradient(135deg,var(--caution-soft)_0_14px,color-mix(in_oklch,var(--caution-soft),var(--caution-mark)_9%)_14px_28px)] text-caution-ink text-sm print:hidden"
    >
      <div className="mx-auto flex max-w-(--page) items-center justify-center gap-2.5 px-4 py-1.5 sm:px-6">
        <FlaskConical aria-hidden className="size-4 shrink-0" />
        <p className="min-w-0 font-medium">{children}</p>
        {action}
      </div>
    </aside>
  )
}
