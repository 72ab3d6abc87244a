import { Laptop, Monitor } from 'lucide-react'

/** A portable or a desktop Mac, as a quiet tile. Stands beside the name, so it is silent. */
export function MacIcon({ modelName }: { modelName: string }) {
  const Icon = /book/i.test(modelName) ? Laptop : Monitor
  return (
    <span className="flex size-12 shrink-0 items-center justify-center rounded-xl bg-accent-soft text-accent-ink">
      <Icon aria-hidden className="size-6" strokeWidth={1.75} />
    </span>
  )
}
