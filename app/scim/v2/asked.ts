import type { TokenActor } from '#lib/auth/actor.ts'
import type { Selection } from '#lib/portal/directory/select-attributes.ts'

/** A request of the directory, once it is known who sends it. */
export interface Asked {
  actor: TokenActor
  request: Request
  url: URL
  /** What stands behind the name of the resource; null where nothing does. */
  id: string | null
  selection: Selection
}

export function selectionOf({ searchParams }: URL): Selection {
  const read = (wanted: string) =>
    [...searchParams].find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1] ?? null
  return { attributes: read('attributes'), excludedAttributes: read('excludedAttributes') }
}
