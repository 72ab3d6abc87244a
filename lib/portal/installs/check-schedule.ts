import type { InstallState } from './states.ts'

const tail = 120
/** Seconds after a state began at which the Mac is asked what it has; the last distance repeats. */
const offsets: Partial<Record<InstallState, readonly number[]>> = {
  sent: [20, 60, 180, 420],
  asked_on_mac: [60, 180, 300],
  downloading: [15, 60, 180, 420],
  installing: [5],
  verifying: [10, 40, 100, 220],
}

/** The states in which Zelf asks the Mac by itself. */
export const checkedStates = Object.keys(offsets) as InstallState[]

/** When to ask the Mac next: quickly at first, then ever more slowly. null where asking proves nothing. */
export function nextCheckAfter(state: InstallState, since: Date, now: Date): Date | null {
  const steps = offsets[state]
  if (!steps) return null
  const elapsed = (now.getTime() - since.getTime()) / 1000
  const planned = steps.find((seconds) => seconds > elapsed)
  if (planned !== undefined) return new Date(since.getTime() + planned * 1000)
  const last = steps.at(-1) ?? 0
  const distance = Math.max(tail, last - (steps.at(-2) ?? 0))
  const rounds = Math.floor((elapsed - last) / distance) + 1
  return new Date(since.getTime() + (last + rounds * distance) * 1000)
}
