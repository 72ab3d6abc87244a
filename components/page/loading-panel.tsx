import { Card } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

/**
 * A page that is on its way, in its own shape.
 *
 * label  read out; shape  page (default: a title and cards) | list | detail
 */
export function LoadingPanel({
  label,
  shape = 'page',
}: {
  label: string
  shape?: 'page' | 'list' | 'detail'
}) {
  const rows = shape === 'list' ? 8 : 3
  return (
    <div role="status" className="min-w-0 space-y-6">
      <span className="sr-only">{label}</span>
      <div className="space-y-3">
        <Skeleton className="h-8 w-64 max-w-full" />
        <Skeleton className="w-96 max-w-full" />
      </div>
      <Card
        padding={shape === 'list' ? 'none' : 'normal'}
        className={shape === 'list' ? 'divide-y divide-line' : 'space-y-6'}
      >
        {Array.from({ length: rows }, (_, row) => (
          <div
            key={`row-${row.toString()}`}
            className={shape === 'list' ? 'flex items-center gap-4 p-4' : 'flex items-center gap-4'}
          >
            <Skeleton className="size-10 shrink-0 rounded-xl" />
            <div className="flex-1 space-y-2">
              <Skeleton className="w-2/5" />
              <Skeleton className="h-3 w-3/5" />
            </div>
          </div>
        ))}
      </Card>
    </div>
  )
}
