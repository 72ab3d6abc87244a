import type { MdmOptions } from '#lib/mdm/server.ts'

type Kind = Parameters<NonNullable<MdmOptions['onWork']>>[0]

/** Word from the MDM server, in this process, that it left something to do for a job. */
export interface WorkHub {
  /** Called for each word until the returned function is called. */
  listen(listener: (kind: Kind) => void): () => void
  tell(kind: Kind): void
}

export function createWorkHub(): WorkHub {
  const listeners = new Set<(kind: Kind) => void>()
  return {
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell(kind) {
      for (const listener of listeners) listener(kind)
    },
  }
}
