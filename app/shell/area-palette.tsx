'use client'

import { useCallback } from 'react'
import { CommandPalette, type CommandPaletteProps } from '#components/page/command-palette.tsx'
import type { PaletteGroup } from '#components/page/palette-group.ts'
import type { ActionState } from '#lib/auth/action-state.ts'

export type PaletteSearch = (
  previous: ActionState<PaletteGroup[]>,
  form: FormData,
) => Promise<ActionState<PaletteGroup[]>>

interface AreaPaletteProps extends Omit<CommandPaletteProps, 'search'> {
  search: PaletteSearch
}

/** The command palette of an area whose server action finds more than its pages. */
export function AreaPalette({ search, ...palette }: AreaPaletteProps) {
  const ask = useCallback(
    async (query: string) => {
      const form = new FormData()
      form.set('query', query)
      const state = await search({ status: 'idle' }, form)
      return state.status === 'done' ? state.value : []
    },
    [search],
  )
  return <CommandPalette {...palette} search={ask} />
}
