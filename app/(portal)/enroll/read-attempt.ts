import type { PersonActor } from '#lib/auth/actor.ts'
import type { PlannedStep } from '#lib/portal/enrollment/plan-wizard.ts'
import { planWizard } from '#lib/portal/enrollment/plan-wizard.ts'
import { findSignedInInvitation, getOwnSituation, type OwnSituation } from '#lib/portal/enrollment/queries.ts'
import { type EnrollmentStage, type StuckReason, stuckReason } from '#lib/portal/enrollment/stuck-reason.ts'
import { getInvitation, type ShownInvitation } from '#lib/portal/macs/get-invitation.ts'
import { mdm } from '#lib/server/mdm.ts'
import { answersIn, type WizardAddress } from './wizard-address.ts'

/** One Mac that somebody is enrolling: what they answered, and how far the server has seen it come. */
export interface Attempt {
  situation: OwnSituation
  pushMissing: boolean
  plan: PlannedStep
  /** The link in the address, or the sign-in that came since the steps were begun. */
  invitation: ShownInvitation | null
  /** Its time is up, or the Mac that came with it was refused. */
  expired: boolean
  refused: boolean
  stage: EnrollmentStage
  /** Since when it is at this stage; null before anything was begun. */
  since: Date | null
  /** Why it would be stuck here. */
  reason: StuckReason
  /** It is stuck for certain: the Mac came and was sent away. */
  stumbled: boolean
}

async function findInvitation(person: PersonActor, address: WizardAddress): Promise<ShownInvitation | null> {
  if (address.invitation !== undefined) return getInvitation(person, address.invitation)
  if (address.since === undefined) return null
  const id = await findSignedInInvitation(person, new Date(address.since))
  return id ? getInvitation(person, id) : null
}

function stageOf(state: ShownInvitation['state']): EnrollmentStage {
  return state === 'expired' || state === 'refused' ? 'begun' : state
}

export async function readAttempt(person: PersonActor, address: WizardAddress): Promise<Attempt> {
  const [situation, push, invitation] = await Promise.all([
    getOwnSituation(person),
    mdm().pushStatus(),
    findInvitation(person, address),
  ])
  const facts = { offered: situation.offered, hasAccount: situation.account !== null }
  const linked: WizardAddress =
    address.invitation !== undefined && invitation
      ? { ...address, mac: invitation.ownership, way: 'profile' }
      : address
  const plan = planWizard(facts, answersIn(linked))
  const refused = invitation?.state === 'refused'
  const expired = refused || invitation?.state === 'expired'
  const pushMissing = push.state === 'no_certificate' || push.state === 'expired'
  const stage = invitation ? stageOf(invitation.state) : 'begun'
  const begun = address.since === undefined ? null : new Date(address.since)
  const kind = plan.step === 'sign_in' ? plan.kind : 'profile'
  const trouble = invitation?.trouble ?? null
  return {
    ...{ situation, pushMissing, plan, invitation, expired, refused, stage },
    since: invitation && !expired ? invitation.since : begun,
    reason: stuckReason({ kind, stage, pushMissing, trouble }),
    stumbled: trouble !== null,
  }
}
