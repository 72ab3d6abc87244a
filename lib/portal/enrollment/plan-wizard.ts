import { type EnrollmentKind, fittingKinds, type Offered, type Ownership, recommend } from './policy.ts'

/** What somebody has answered so far; the wizard keeps it in its address. */
export interface WizardAnswers {
  ownership: Ownership | null
  /** The major number of the Mac's macOS; all that is older counts as 13, all that is newer as 15. */
  system: 13 | 14 | 15 | null
  kind: EnrollmentKind | null
  /** The steps in System Settings have been begun. */
  begun: boolean
}

export interface WizardFacts {
  offered: Offered
  hasAccount: boolean
}

interface Settled {
  ownership: Ownership
  /** What fits, the best first. */
  kinds: EnrollmentKind[]
}

export type PlannedStep =
  | { step: 'nothing' }
  | { step: 'whose'; choices: { ownership: Ownership; best: EnrollmentKind }[] }
  | { step: 'system'; ownership: Ownership }
  | { step: 'too_old'; ownership: Ownership }
  | ({ step: 'plan' } & Settled)
  | ({ step: 'link' } & Settled)
  | ({ step: 'sign_in'; kind: Exclude<EnrollmentKind, 'profile'> } & Settled)

function fitting(facts: WizardFacts, ownership: Ownership, osVersion: number | null) {
  const { offered, hasAccount } = facts
  return fittingKinds({ ownership, osVersion, offered, hasManagedAppleAccount: hasAccount })
}

/** True when which ways fit depends on the Mac's macOS, and there is one for each. */
function systemMatters(facts: WizardFacts, ownership: Ownership): boolean {
  const [old, young] = [fitting(facts, ownership, 13), fitting(facts, ownership, 15)]
  return old.length > 0 && young.join() !== old.join()
}

/**
 * Where the wizard stands: asks whose Mac it is only when there is a choice, and what it runs only when that decides
 * something. With one way left, nothing is asked.
 */
export function planWizard(facts: WizardFacts, answers: WizardAnswers): PlannedStep {
  const { offered, hasAccount } = facts
  const choices = offered.ownerships.flatMap((ownership) => {
    const situation = { ownership, osVersion: answers.system, offered, hasManagedAppleAccount: hasAccount }
    const best = recommend(situation) ?? fitting(facts, ownership, null)[0]
    return best ? [{ ownership, best }] : []
  })
  const [only] = choices
  if (!only) return { step: 'nothing' }
  const chosen =
    choices.find((choice) => choice.ownership === answers.ownership) ?? (choices.length === 1 ? only : null)
  if (!chosen) return { step: 'whose', choices }
  const { ownership } = chosen
  if (answers.system === null && systemMatters(facts, ownership)) return { step: 'system', ownership }
  const kinds = fitting(facts, ownership, answers.system)
  if (kinds.length === 0) return { step: 'too_old', ownership }
  return settle({ ownership, kinds }, answers)
}

function settle(settled: Settled, { kind: wanted, begun }: WizardAnswers): PlannedStep {
  const kind = settled.kinds.find((one) => one === wanted)
  if (kind === 'profile' || settled.kinds.join() === 'profile') return { step: 'link', ...settled }
  if (kind && begun) return { step: 'sign_in', kind, ...settled }
  return { step: 'plan', ...settled }
}
