import type { z } from 'zod'
import { searchMacsInput } from '#lib/portal/macs/search-macs.ts'

export type MacSearchState = z.output<typeof searchMacsInput>

/** Reads the page's address; anything odd in it counts as not given. */
export function readSearchAddress(given: Record<string, unknown>): MacSearchState {
  const { q, ...rest } = given
  return searchMacsInput.parse({ ...rest, query: q })
}

const usual = searchMacsInput.parse({})

/** The address of a search; what is as usual is left out. Another search, filter or order begins at its first page. */
export function searchAddress(state: MacSearchState, change: Partial<MacSearchState>): string {
  const next = { ...state, page: 1, ...change }
  const parts = new URLSearchParams()
  if (next.query) parts.set('q', next.query)
  if (next.status !== usual.status) parts.set('status', next.status)
  if (next.kind !== usual.kind) parts.set('kind', next.kind)
  if (next.sort !== usual.sort || next.direction !== usual.direction) {
    parts.set('sort', next.sort)
    parts.set('direction', next.direction)
  }
  if (next.page > 1) parts.set('page', next.page.toString())
  const query = parts.toString()
  return query ? `/helpdesk/macs?${query}` : '/helpdesk/macs'
}
