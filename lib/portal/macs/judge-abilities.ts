import { type Capability, type CapabilityDenial, canDo } from '#lib/mdm/protocol/capability.ts'

/** What a company may learn from a Mac, and what it may do to it, in the order in which a person wonders. */
const sights = [
  'deviceInformation',
  'serialNumber',
  'securityInformation',
  'listProfiles',
  'listCertificates',
  'managedInventory',
  'inventory',
  'networkInformation',
] as const satisfies Capability[]

const deeds = [
  'installPackage',
  'installProfile',
  'removeApplication',
  'restart',
  'lock',
  'erase',
] as const satisfies Capability[]

export type Sight = (typeof sights)[number]
export type Deed = (typeof deeds)[number]

export interface Ability<Name> {
  name: Name
  /** Why not; null when it can. */
  denial: CapabilityDenial | null
}

export interface Abilities {
  sees: Ability<Sight>[]
  does: Ability<Deed>[]
}

/** What an enrolment lets a company see and do, derived from its type and rights and never from a list of our own. */
export function judgeAbilities(subject: { enrollmentType: string; accessRights: number }): Abilities {
  const enrollmentType = subject.enrollmentType as 'device' | 'user' | 'automated'
  const denialOf = (name: Capability) => {
    const answer = canDo({ enrollmentType, accessRights: subject.accessRights }, name)
    return answer.allowed ? null : answer.code
  }
  return {
    sees: sights.map((name) => ({ name, denial: denialOf(name) })),
    does: deeds.map((name) => ({ name, denial: denialOf(name) })),
  }
}
