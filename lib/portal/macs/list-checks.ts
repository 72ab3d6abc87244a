import { canDo } from '#lib/mdm/protocol/capability.ts'
import { type Posture, silentAfterDays } from './health.ts'

export type CheckCode = 'file_vault' | 'firewall' | 'sip' | 'contact'

export interface Check {
  code: CheckCode
  /** not_told: this enrolment does not let anybody ask; not_yet: the Mac has not said. Neither is a failure. */
  state: 'good' | 'bad' | 'not_told' | 'not_yet'
}

interface Checked extends Posture {
  enrollmentType: string
  accessRights: number
}

const day = 24 * 60 * 60 * 1000

/** Each of the company's rules for a Mac, and whether it is kept, as far as the Mac said. */
export function listChecks(mac: Checked, now: Date): Check[] {
  const enrollmentType = mac.enrollmentType as 'device' | 'user' | 'automated'
  const told = canDo({ enrollmentType, accessRights: mac.accessRights }, 'securityInformation').allowed
  const judge = (value: boolean | null): Check['state'] => {
    if (value === null) return told ? 'not_yet' : 'not_told'
    return value ? 'good' : 'bad'
  }
  const silent = mac.lastSeenAt ? now.getTime() - mac.lastSeenAt.getTime() > silentAfterDays * day : null
  return [
    { code: 'file_vault', state: judge(mac.fileVault) },
    { code: 'firewall', state: judge(mac.firewall) },
    { code: 'sip', state: judge(mac.sip) },
    { code: 'contact', state: silent === null ? 'not_yet' : silent ? 'bad' : 'good' },
  ]
}
