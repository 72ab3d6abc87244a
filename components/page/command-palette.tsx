'use client'

import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import type { PaletteGroup } from './palette-group.ts'
import { usePaletteSearch } from './use-palette-search.ts'

export interface CommandPaletteProps {
  groups: PaletteGroup[]
  search?: (query: string) => Promise<PaletteGroup[]>
  labels: { open: string; title: string; placeholder: string; empty: string; searching: string }
}

const itemLooks =
  'flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-3 py-1.5 text-[0.9375rem] data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-soft'

/** Plain words: an item matches when its label or a keyword holds what was typed. Ids are not for matching. */
function matches(_id: string, typed: string, keywords: string[] = []): number {
  const words = typed.trim().toLowerCase()
  return keywords.some((keyword) => keyword.toLowerCase().includes(words)) ? 1 : 0
}

/**
 * Go anywhere by typing: ⌘K (Ctrl K), or its button.
 *
 * groups  heading and items (id, label, hint, href, keywords, icon), always there
 * search  an async function (a server action) that finds more for what is typed
 * labels  open, title, placeholder, empty, searching
 */
export function CommandPalette({ groups, search, labels }: CommandPaletteProps) {
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const router = useRouter()
  const [chosen, setChosen] = useState('')
  const { found, searching } = usePaletteSearch(query, search)

  // What was found stands first, so Return takes it.
  useEffect(() => {
    const first = found[0]?.items[0]
    if (first) setChosen(first.id)
  }, [found])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      setOpen((now) => !now)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  const go = (href: string) => {
    setOpen(false)
    setQuery('')
    router.push(href)
  }

  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} className="min-h-9 max-sm:px-2.5">
        <Search aria-hidden />
        <span className="font-normal text-ink-soft max-sm:sr-only">{labels.open}</span>
        <span aria-hidden className="ml-4 max-lg:hidden">
          <Kbd>⌘K</Kbd>
        </span>
      </Button>
      <Command.Dialog
        open={open}
        onOpenChange={setOpen}
        label={labels.title}
        filter={matches}
        value={chosen}
        onValueChange={setChosen}
        loop
        overlayClassName="fixed inset-0 z-40 animate-appear bg-veil backdrop-blur-[2px]"
        contentClassName="fixed inset-x-3 top-[10vh] z-50 mx-auto max-w-xl animate-rise overflow-hidden rounded-card border border-line bg-raised shadow-float"
      >
        <div className="flex items-center gap-3 border-line border-b px-4">
          <Search aria-hidden className="size-5 shrink-0 text-ink-soft" />
          <Command.Input
            value={query}
            onValueChange={setQuery}
            placeholder={labels.placeholder}
            className="h-14 w-full bg-transparent text-base outline-none"
          />
          {searching ? <Spinner label={labels.searching} className="text-ink-soft" /> : null}
        </div>
        <Command.List className="max-h-[min(26rem,60vh)] overflow-y-auto p-2">
          <Command.Empty className="px-3 py-8 text-center text-ink-soft">
            {searching ? labels.searching : labels.empty}
          </Command.Empty>
          {[...found, ...groups].map((group) => (
            <Command.Group
              key={group.id}
              heading={group.heading}
              forceMount={found.includes(group)}
              className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-soft [&_[cmdk-group-heading]]:text-xs"
            >
              {group.items.map((item) => (
                <Command.Item
                  key={item.id}
                  value={item.id}
                  keywords={[item.label, ...(item.keywords ?? [])]}
                  forceMount={found.includes(group)}
                  onSelect={() => go(item.href)}
                  className={itemLooks}
                >
                  {item.icon}
                  <span className="min-w-0 flex-1 truncate">{item.label}</span>
                  {item.hint ? <span className="shrink-0 text-ink-soft text-sm">{item.hint}</span> : null}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command.Dialog>
    </>
  )
}
