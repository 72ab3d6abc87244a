import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { cn } from '#components/ui/cn.ts'
import type { AppView } from '#lib/portal/catalog/app-view.ts'
import { appCategories } from '#lib/portal/catalog/schema.ts'

/** The categories that have apps, as links that keep the search. */
export async function CategoryLinks(props: { apps: AppView[]; current?: string; search?: string }) {
  const t = await getTranslations('apps')
  const names = await getTranslations('installs.category')
  const present = appCategories.filter((category) => props.apps.some((app) => app.category === category))
  if (present.length < 2) return null
  const hrefOf = (category?: string) => {
    const query = new URLSearchParams({
      ...(props.search && { q: props.search }),
      ...(category && { category }),
    })
    return query.size > 0 ? `/apps?${query}` : '/apps'
  }
  const links = [undefined, ...present].map((category) => ({
    href: hrefOf(category),
    label: category ? names(category) : t('everything'),
    here: category === props.current,
  }))
  return (
    <nav aria-label={t('categories')}>
      <ul className="flex flex-wrap gap-2">
        {links.map((link) => (
          <li key={link.href}>
            <NextLink
              href={link.href}
              scroll={false}
              aria-current={link.here ? 'true' : undefined}
              className={cn(
                'inline-flex min-h-9 items-center rounded-full border px-3.5 font-medium text-sm transition-colors',
                link.here
                  ? 'border-transparent bg-accent text-on-accent forced-colors:underline'
                  : 'border-line bg-raised text-ink-soft hover:border-line-strong hover:text-ink',
              )}
            >
              {link.label}
            </NextLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
