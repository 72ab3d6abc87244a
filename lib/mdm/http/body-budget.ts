/**
 * Room for large bodies, of all connections together.
 * Source: security promise 5 (memory stays flat)
 */
export type BodyBudget = {
  /** Waits for so much room, in the order of asking; call what it gives when the body is not needed any more. */
  take(bytes: number): Promise<() => void>
}

/**
 * Makes the room. A thousand Macs may have megabytes to tell at the same moment: those beyond the room wait with
 * their bodies unread, which costs them time and us nothing. A body larger than the room has it alone.
 * Source: security promise 5 (memory stays flat)
 */
export function createBodyBudget(maxBytes: number): BodyBudget {
  const waiting: { bytes: number; enter: () => void }[] = []
  let used = 0
  const admit = (): void => {
    for (let next = waiting[0]; next && (used === 0 || used + next.bytes <= maxBytes); next = waiting[0]) {
      waiting.shift()
      used += next.bytes
      next.enter()
    }
  }
  return {
    take(bytes) {
      return new Promise((resolve) => {
        const enter = (): void => resolve(giveBackOnce)
        let isHeld = true
        const giveBackOnce = (): void => {
          if (!isHeld) return
          isHeld = false
          used -= bytes
          admit()
        }
        waiting.push({ bytes, enter })
        admit()
      })
    },
  }
}
