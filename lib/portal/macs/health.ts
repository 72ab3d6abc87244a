/** What of a Mac's posture is known; null is "not reported", which is said as such and never as a failure. */
export interface Posture {
  status: string
  leftHow: string | null
  removalAskedAt: Date | null
  fileVault: boolean | null
  firewall: boolean | null
  sip: boolean | null
  lockedAt: Date | null
  lastSeenAt: Date | null
}

export type HealthCode =
  | 'left'
  | 'left_removed_here'
  | 'left_checked_out'
  | 'left_released'
  | 'left_offboarded'
  | 'left_silent'
  | 'leaving'
  | 'locked'
  | 'silent'
  | 'file_vault_off'
  | 'firewall_off'
  | 'sip_off'
  | 'checking'
  | 'healthy'

export interface Health {
  code: HealthCode
  tone: 'positive' | 'caution' | 'critical' | 'neutral'
}

export const silentAfterDays = 7
const day = 24 * 60 * 60 * 1000

/** A Mac that spoke after it was locked has been unlocked since. */
export function isLocked({ lockedAt, lastSeenAt }: Pick<Posture, 'lockedAt' | 'lastSeenAt'>): boolean {
  return lockedAt !== null && (lastSeenAt === null || lastSeenAt <= lockedAt)
}

const waysToLeave = ['removed_here', 'checked_out', 'released', 'offboarded', 'silent'] as const

/** How a Mac left; those that left before that was kept have simply left. */
function leftCode(leftHow: string | null): HealthCode {
  const how = waysToLeave.find((way) => way === leftHow)
  return how ? `left_${how}` : 'left'
}

/** One line about a Mac: the most serious thing that is known, in the order in which a person should care. */
export function judgeHealth(posture: Posture, now: Date): Health {
  if (posture.status === 'left') return { code: leftCode(posture.leftHow), tone: 'neutral' }
  if (posture.removalAskedAt) return { code: 'leaving', tone: 'neutral' }
  if (isLocked(posture)) return { code: 'locked', tone: 'critical' }
  const silentFor = posture.lastSeenAt ? now.getTime() - posture.lastSeenAt.getTime() : 0
  if (silentFor > silentAfterDays * day) return { code: 'silent', tone: 'caution' }
  if (posture.fileVault === false) return { code: 'file_vault_off', tone: 'caution' }
  if (posture.sip === false) return { code: 'sip_off', tone: 'caution' }
  if (posture.firewall === false) return { code: 'firewall_off', tone: 'caution' }
  if (posture.fileVault === null) return { code: 'checking', tone: 'neutral' }
  return { code: 'healthy', tone: 'positive' }
}
