import { personalMacAccessRights } from '#lib/mdm/protocol/access-rights.ts'

interface JudgedMac {
  enrollmentType: string
  accessRights: number
  ownership: string
  status: string
  returnedAt: Date | null
}

/** Why a Mac cannot be said to be of that ownership as it is enrolled now; null when it can. */
export function judgeOwnership(mac: JudgedMac, ownership: 'personal' | 'company'): string | null {
  if (mac.ownership === ownership || mac.status !== 'enrolled') return null
  if (ownership === 'company') return mac.enrollmentType === 'user' ? 'private_stays_personal' : null
  const isTrimmed = (mac.accessRights & ~personalMacAccessRights) === 0
  return mac.enrollmentType === 'device' && isTrimmed ? null : 'rights_too_wide'
}

/** Why a Mac cannot be handed over; null when it can. */
export function judgeHandOver(mac: JudgedMac): string | null {
  if (mac.ownership !== 'company') return 'personal_not_handed_over'
  return mac.status === 'enrolled' || mac.returnedAt ? null : 'left_not_returned'
}

const soonDays = 60
const dayMs = 86_400_000

/** How a last day stands: it counts to its end. */
export function judgeEnd(lastDay: Date, now: Date): 'ended' | 'soon' | 'later' {
  const left = (lastDay.getTime() + dayMs - now.getTime()) / dayMs
  if (left <= 0) return 'ended'
  return left <= soonDays + 1 ? 'soon' : 'later'
}
