import { z } from 'zod'

const change = z.object({
  topic: z.enum(['install', 'request', 'device', 'ticket', 'person']),
  id: z.string(),
  personId: z.string().nullish(),
  deviceId: z.string().nullish(),
})

/** Word that something changed: enough to know who may hear of it; the page then asks for what it may see. */
export type Change = z.infer<typeof change>

export interface ChangeHub {
  /** Called for every change until the returned function is called. */
  listen(listener: (change: Change) => void): () => void
  /** Hands a NOTIFY payload to the listeners. */
  tell(payload: string): void
}

export function createChangeHub(onBadPayload: (error: unknown) => void): ChangeHub {
  const listeners = new Set<(change: Change) => void>()
  return {
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell(payload) {
      try {
        const told = change.parse(JSON.parse(payload))
        for (const listener of listeners) listener(told)
      } catch (error) {
        onBadPayload(error)
      }
    },
  }
}
