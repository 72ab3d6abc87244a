import { type FailureCode, isFailureCode } from './failure-code.ts'
import type { StartTime } from './start-choice.ts'
import { type InstallState, isOneOf, onItsWay, retryable, ruleOf, type StateOwner } from './states.ts'

export type PhaseId = 'approval' | 'mac' | 'download' | 'install' | 'confirm'
export type NextAction = 'retry' | 'ask_again' | 'cancel' | 'request_again' | 'enroll' | 'contact'
type Tone = 'neutral' | 'accent' | 'info' | 'positive' | 'caution' | 'critical'
type TrackState = 'active' | 'waiting' | 'done' | 'failed' | 'stopped'

export interface DescribedInstall {
  /** Keys below `installs`; phase labels are `phase.<id>`. */
  titleKey: string
  sentenceKey: string
  /** `failure.<code>.{what,why,next}` when something stands in the way; also the code of the help article. */
  failureCode: FailureCode | null
  tone: Tone
  phases: PhaseId[]
  phase: PhaseId
  phaseIndex: number
  trackState: TrackState
  owner: StateOwner
  nextAction: NextAction | null
  /** Key of the button's label, `action.<nextAction>`. */
  actionKey: string | null
  /** 0 to 100 while the package is on its way. */
  percent: number | null
}

interface DescribableInstall {
  state: InstallState
  failureCode: string | null
  approvalRequired: boolean
  /** A group requires it, or did when it began: nobody approves it, and nobody calls it off. */
  required?: boolean
  /** When its person wants it to start. */
  choice?: StartTime | null
  downloadedBytes: number
  sizeBytes: number
  /** Its Mac has left: nothing can be asked for on it before it is back. */
  macLeft?: boolean
}

interface Look {
  phase: PhaseId
  tone: Tone
  track: TrackState
  action: NextAction | null
}

const looks: Record<InstallState, Look> = {
  requested: { phase: 'approval', tone: 'caution', track: 'waiting', action: 'cancel' },
  approved: { phase: 'approval', tone: 'accent', track: 'active', action: null },
  declined: { phase: 'approval', tone: 'critical', track: 'failed', action: 'request_again' },
  expired: { phase: 'approval', tone: 'neutral', track: 'stopped', action: 'request_again' },
  in_line: { phase: 'mac', tone: 'neutral', track: 'waiting', action: null },
  waiting_for_person: { phase: 'mac', tone: 'caution', track: 'waiting', action: null },
  waiting_for_mac: { phase: 'mac', tone: 'caution', track: 'waiting', action: 'cancel' },
  mac_busy: { phase: 'mac', tone: 'caution', track: 'waiting', action: 'cancel' },
  sent: { phase: 'mac', tone: 'accent', track: 'active', action: null },
  asked_on_mac: { phase: 'mac', tone: 'caution', track: 'waiting', action: null },
  declined_on_mac: { phase: 'mac', tone: 'neutral', track: 'stopped', action: 'ask_again' },
  downloading: { phase: 'download', tone: 'accent', track: 'active', action: null },
  installing: { phase: 'install', tone: 'accent', track: 'active', action: null },
  verifying: { phase: 'confirm', tone: 'accent', track: 'active', action: null },
  installed: { phase: 'confirm', tone: 'positive', track: 'done', action: null },
  failed: { phase: 'mac', tone: 'critical', track: 'failed', action: 'retry' },
  cancelled: { phase: 'mac', tone: 'neutral', track: 'stopped', action: 'request_again' },
  unmanaged: { phase: 'confirm', tone: 'neutral', track: 'stopped', action: 'request_again' },
  removed: { phase: 'confirm', tone: 'neutral', track: 'stopped', action: 'request_again' },
}

const failedPhases: Partial<Record<FailureCode, PhaseId>> = {
  download_failed: 'download',
  not_confirmed: 'confirm',
}

const failedActions: Partial<Record<FailureCode, NextAction>> = {
  mac_left: 'enroll',
  unsupported_by_enrolment: 'contact',
}

/**
 * How an install looks and what can be done next: the one place that turns a state into words, so that every page says
 * the same. Sentences take the values app, mac, seen, until, minimum; see InstallView.
 */
export function describeInstall(install: DescribableInstall): DescribedInstall {
  const { state } = install
  const failureCode = isFailureCode(install.failureCode) ? install.failureCode : null
  const look = failureCode && state === 'failed' ? lookOfFailure(failureCode) : looks[state]
  const isGone = failureCode === 'mac_left' || (install.macLeft && look.action === 'request_again')
  const usual = isGone ? 'enroll' : look.action
  const action = install.required && usual === 'cancel' ? null : usual
  const phases: PhaseId[] = ['approval', 'mac', 'download', 'install', 'confirm']
  if (!install.approvalRequired || install.required) phases.shift()
  const phase = phases.includes(look.phase) ? look.phase : 'mac'
  return {
    titleKey: `state.${state}.title`,
    sentenceKey: `state.${state}.${sentenceOf(install)}`,
    failureCode,
    tone: look.tone,
    phases,
    phase,
    phaseIndex: phases.indexOf(phase),
    trackState: look.track,
    owner: ruleOf(state).owner,
    nextAction: action,
    actionKey: action && `action.${action}`,
    percent: state === 'downloading' ? percentOf(install) : null,
  }
}

/** Some states have another sentence for what a group requires. */
function sentenceOf({ state, required, choice }: DescribableInstall): string {
  if (state === 'waiting_for_person') return choice ?? 'sentence'
  return required && (state === 'cancelled' || state === 'declined_on_mac') ? 'required' : 'sentence'
}

function lookOfFailure(code: FailureCode): Look {
  return {
    ...looks.failed,
    phase: failedPhases[code] ?? 'mac',
    action: failedActions[code] ?? looks.failed.action,
  }
}

function percentOf({ downloadedBytes, sizeBytes }: DescribableInstall): number {
  return sizeBytes > 0 ? Math.min(100, Math.floor((downloadedBytes / sizeBytes) * 100)) : 0
}

/** Whether it stands still until its person does something. */
export function needsPerson({ state, choice }: { state: InstallState; choice: StartTime | null }): boolean {
  if (state === 'waiting_for_person') return choice === null
  return state === 'asked_on_mac' || isOneOf(state, retryable)
}

/** Whether the page should keep looking: something may change by itself. */
export function isMoving(state: InstallState): boolean {
  return isOneOf(state, ['requested', 'approved', 'in_line', 'waiting_for_person', ...onItsWay])
}
