/**
 * Who is being pushed just now.
 * Source: Apple, "Sending push notifications to devices" (pushes are coalesced)
 */
export type UnderWay = {
  size(): number
  ids(): string[]
  add(id: string, ended: Promise<void>): void
  /** Lets these go, and those hear of it who wait for room. */
  remove(ids: readonly string[]): void
  /** When the next ones are let go. */
  roomMade(): Promise<void>
  /** When all that are under way now have an answer. */
  answered(): Promise<unknown>
}

/**
 * Makes an empty one.
 * Source: Apple, "Sending push notifications to devices" (pushes are coalesced)
 */
export function createUnderWay(): UnderWay {
  const pushes = new Map<string, Promise<void>>()
  let room = Promise.withResolvers<void>()
  return {
    size: () => pushes.size,
    ids: () => [...pushes.keys()],
    add: (id, ended) => pushes.set(id, ended),
    remove(ids) {
      for (const id of ids) pushes.delete(id)
      room.resolve()
      room = Promise.withResolvers<void>()
    },
    roomMade: () => room.promise,
    answered: () => Promise.all(pushes.values()),
  }
}
