export const startTimes = ['now', 'tonight', 'restart'] as const

/** When a large app starts, as its person says. */
export type StartTime = (typeof startTimes)[number]

interface Choosable {
  state: string
  startAfter: Date | null
  startAtRestart: boolean
}

/** What was chosen last; null when nothing was. "Now" is no choice any more once it has been made: it has begun. */
export function choiceOf(install: Choosable): StartTime | null {
  if (install.state !== 'waiting_for_person') return null
  if (install.startAtRestart) return 'restart'
  return install.startAfter ? 'tonight' : null
}
