import type { CommandLoop } from './command-loop.ts'
import type { Channel } from './mac-state.ts'
import type { Machine } from './machine.ts'

export type Poller = {
  want: (channel: Channel) => void
  every: (milliseconds: number) => void
  clear: () => void
}

function createTimers() {
  const timers = new Set<NodeJS.Timeout>()
  return {
    once(milliseconds: number, act: () => void): void {
      const timer = setTimeout(() => {
        timers.delete(timer)
        act()
      }, milliseconds)
      timers.add(timer)
    },
    every(milliseconds: number, act: () => void): void {
      timers.add(setInterval(act, milliseconds))
    },
    clear(): void {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

/** Runs one poll at a time; a wish that comes meanwhile is granted right after. */
export function createPoller(machine: Machine, loop: CommandLoop): Poller {
  const wanted = new Set<Channel>()
  const timers = createTimers()
  let running = false
  let inTrouble = false

  const later = (milliseconds: number, channel: Channel) => timers.once(milliseconds, () => want(channel))

  const pollOnce = async (channel: Channel) => {
    const { signal } = machine
    try {
      const { busy } = await loop.poll(channel)
      inTrouble = false
      if (busy) later(machine.behaviours.busyPollMs, channel)
    } catch (error) {
      if (signal.aborted || !machine.state.enrollment) return
      const why = error instanceof Error ? error.message : String(error)
      if (!inTrouble) machine.tell('trouble', `${why}; the Mac will try again`)
      inTrouble = true
      later(machine.behaviours.retry.longestMs, channel)
    }
  }

  const work = async () => {
    running = true
    for (const channel of wanted) {
      wanted.delete(channel)
      if (machine.state.power.kind === 'on' && machine.state.enrollment) await pollOnce(channel)
    }
    running = false
  }

  const want = (channel: Channel) => {
    wanted.add(channel)
    if (running) return
    const job = work().finally(() => machine.background.delete(job))
    machine.background.add(job)
  }

  const every = (milliseconds: number) => timers.every(milliseconds, () => want('device'))
  const clear = () => {
    timers.clear()
    wanted.clear()
  }
  return { want, every, clear }
}
