import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Link } from '#components/ui/link.tsx'

/**
 * The way up from this page.
 *
 * label; items  href and label of each page above this one, from the top
 */
export function Breadcrumb({ label, items }: { label: string; items: { href: string; label: string }[] }) {
  return (
    <nav aria-label={label} className="print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1 text-sm">
        {items.map((item, place) => (
          <li key={item.href} className="inline-flex min-h-6 items-center gap-1">
            <Chevron back={place === 0} />
            <Link quiet href={item.href} className="text-ink-soft hover:text-ink">
              {item.label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** Back to where the way begins, and on from there. */
function Chevron({ back }: { back: boolean }) {
  const Shape = back ? ChevronLeft : ChevronRight
  return <Shape aria-hidden className="size-3.5 text-line-strong" />
}
