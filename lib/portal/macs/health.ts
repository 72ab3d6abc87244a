/** What of a Mac's posture is known; null is "not reported", which is said as such and never as a failure. */
export interface Posture {
  status: string
  fileVault: boolean | null
  firewall: boolean | null
  sip: boolean | null
  lockedAt: Date | null
  lastSeenAt: Date | null
}

export type HealthCode =
  | 'left'
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

/** One line about a Mac: the most serious thing that is known, in the order in which a person should care. */
export function judgeHealth(posture: Posture, now: Date): Health {
  if (posture.status === 'left') return { code: 'left', tone: 'neutral' }
  if (isLocked(posture)) return { code: 'locked', tone: 'critical' }
  const silentFor = posture.lastSeenAt ? now.getTime() - posture.lastSeenAt.getTime() : 0
  if (silentFor > silentAfterDays * day) return { code: 'silent', tone: 'caution' }
  if (posture.fileVault === false) return { code: 'file_vault_off', tone: 'caution' }
  if (posture.sip === false) return { code: 'sip_off', tone: 'caution' }
  if (posture.firewall === false) return { code: 'firewall_off', tone: 'caution' }
  if (posture.fileVault === null) return { code: 'checking', tone: 'neutral' }
  return { code: 'healthy', tone: 'positive' }
}
