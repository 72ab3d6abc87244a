'use client'

let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function tick() {
  now = Date.now()
  for (const listener of listeners) listener()
}

/** One clock for all relative times on the page; it ticks while somebody listens. */
export const tickingNow = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    if (!timer) {
      now = Date.now()
      timer = setInterval(tick, 20_000)
    }
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && timer) {
        clearInterval(timer)
        timer = undefined
      }
    }
  },
  read: (): number => (timer ? now : Math.max(now, Date.now() - (Date.now() % 20_000))),
}
