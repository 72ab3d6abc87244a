import { AppWindow, EyeOff, LifeBuoy, Rocket, ShieldCheck } from 'lucide-react'
import type { ArticleCategory } from '#lib/portal/knowledge/article-category.ts'

const icons = {
  'getting-started': Rocket,
  apps: AppWindow,
  security: ShieldCheck,
  help: LifeBuoy,
  privacy: EyeOff,
} as const satisfies Record<ArticleCategory, unknown>

/** The sign of a category of articles; its name stands beside it. */
export function CategoryIcon({ category }: { category: ArticleCategory }) {
  const Icon = icons[category]
  return (
    <span className="flex size-9 shrink-0 items-center justify-center rounded-xl bg-accent-soft text-accent-ink">
      <Icon aria-hidden className="size-[1.125rem]" />
    </span>
  )
}
