import type { FailureCode } from './failure-code.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** Whose turn it is. `nobody` means that nothing is awaited. */
export type StateOwner = 'approver' | 'zelf' | 'mac' | 'person' | 'nobody'

interface StateRule {
  owner: StateOwner
  /** What may come next. Everything else is refused by moveInstall. */
  next: readonly string[]
  /**
   * How long it may last. `request`: until the request's own expiry (expire-requests.ts). null: for ever, which only
   * a state that nobody waits in may do.
   */
  timeoutSeconds: number | 'request' | null
  /** What a time-out leads to. `start`: Zelf tries again to send it. `line`: it gets its turn. */
  onTimeout: FailureCode | 'expire' | 'start' | 'line' | null
}

/** What a requirement makes of an install that has not begun. */
export const required = ['in_line', 'waiting_for_person'] as const

/**
 * The one table of what an install may become. What each state means:
 *
 * requested        waits for an admin's yes
 * approved         allowed; Zelf sends it in the same transaction, so it is never seen for long
 * in_line          required; sent when those before it on this Mac are through (advance-line.ts)
 * waiting_for_person  required but large: starts when its person says so, and in the end by itself (night.ts)
 * waiting_for_mac  the command is queued; the Mac has not answered it
 * mac_busy         the Mac answered NotNow and keeps the command for later
 * sent             the Mac acknowledged the command, which only means that it took it
 * asked_on_mac     the Mac says that it asks the person
 * downloading      the Mac fetched the manifest
 * installing       the package was delivered to its last byte
 * verifying        Zelf asked the Mac what is installed and waits for proof
 * installed        proven by the Mac's own list of apps, never by less
 * failed           with one of twelve codes; a later proof repairs it
 * removed          it is not on the Mac any more, which the Mac said, or it went with the enrolment
 * unmanaged        its Mac has left, and nothing took the app away: macOS did not manage it, or the Mac never answered
 *
 * reserving_licence, no_licence, update_available, update_due, removing and managed_by_company stand in the design and
 * come when licences, updates and removal are real: a state that nothing leads to would be a lie.
 */
const rules = {
  requested: {
    owner: 'approver',
    next: ['approved', 'declined', 'expired', 'cancelled', ...required],
    timeoutSeconds: 'request',
    onTimeout: 'expire',
  },
  approved: {
    owner: 'zelf',
    next: ['waiting_for_mac', 'failed', 'cancelled'],
    timeoutSeconds: 10 * minute,
    onTimeout: 'start',
  },
  in_line: {
    owner: 'zelf',
    next: ['waiting_for_mac', 'installed', 'failed', 'cancelled'],
    timeoutSeconds: 30 * day,
    onTimeout: 'start',
  },
  waiting_for_person: {
    owner: 'person',
    next: ['in_line', 'installed', 'cancelled'],
    timeoutSeconds: 30 * day,
    onTimeout: 'line',
  },
  declined: { owner: 'nobody', next: ['requested', ...required], timeoutSeconds: null, onTimeout: null },
  expired: { owner: 'nobody', next: ['requested', ...required], timeoutSeconds: null, onTimeout: null },
  waiting_for_mac: {
    owner: 'mac',
    next: [
      'waiting_for_mac',
      'mac_busy',
      'sent',
      'downloading',
      'installing',
      'installed',
      'failed',
      'cancelled',
    ],
    timeoutSeconds: 14 * day,
    onTimeout: 'mac_offline',
  },
  mac_busy: {
    owner: 'mac',
    next: ['waiting_for_mac', 'sent', 'downloading', 'installing', 'installed', 'failed', 'cancelled'],
    timeoutSeconds: 14 * day,
    onTimeout: 'mac_busy',
  },
  sent: {
    owner: 'mac',
    next: [
      'waiting_for_mac',
      'asked_on_mac',
      'declined_on_mac',
      'downloading',
      'installing',
      'installed',
      'failed',
    ],
    timeoutSeconds: 45 * minute,
    onTimeout: 'not_confirmed',
  },
  asked_on_mac: {
    owner: 'person',
    next: ['waiting_for_mac', 'declined_on_mac', 'downloading', 'installing', 'installed', 'failed'],
    timeoutSeconds: day,
    onTimeout: 'not_confirmed',
  },
  declined_on_mac: {
    owner: 'nobody',
    next: ['requested', 'waiting_for_mac', 'downloading', 'installing', 'installed', 'failed', 'cancelled'],
    timeoutSeconds: null,
    onTimeout: null,
  },
  downloading: {
    owner: 'mac',
    next: ['waiting_for_mac', 'asked_on_mac', 'declined_on_mac', 'installing', 'installed', 'failed'],
    timeoutSeconds: hour,
    onTimeout: 'download_failed',
  },
  installing: {
    owner: 'mac',
    next: ['waiting_for_mac', 'asked_on_mac', 'declined_on_mac', 'verifying', 'installed', 'failed'],
    timeoutSeconds: 45 * minute,
    onTimeout: 'not_confirmed',
  },
  verifying: {
    owner: 'mac',
    next: ['waiting_for_mac', 'asked_on_mac', 'declined_on_mac', 'installed', 'failed'],
    timeoutSeconds: 45 * minute,
    onTimeout: 'not_confirmed',
  },
  installed: { owner: 'nobody', next: ['removed', 'unmanaged'], timeoutSeconds: null, onTimeout: null },
  failed: {
    owner: 'nobody',
    next: [
      'requested',
      ...required,
      'waiting_for_mac',
      'failed',
      'downloading',
      'installing',
      'installed',
      'cancelled',
    ],
    timeoutSeconds: null,
    onTimeout: null,
  },
  cancelled: { owner: 'nobody', next: ['requested', ...required], timeoutSeconds: null, onTimeout: null },
  removed: {
    owner: 'nobody',
    next: ['requested', ...required, 'installed'],
    timeoutSeconds: null,
    onTimeout: null,
  },
  unmanaged: {
    owner: 'nobody',
    next: ['requested', ...required, 'installed', 'removed'],
    timeoutSeconds: null,
    onTimeout: null,
  },
} as const satisfies Record<string, StateRule>

export type InstallState = keyof typeof rules

export const installStates = Object.keys(rules) as InstallState[]

export function ruleOf(state: InstallState): StateRule {
  return rules[state]
}

export function canMove(from: InstallState, to: InstallState): boolean {
  return ruleOf(from).next.includes(to)
}

/** Reads a state from the database. Throws when it is none: then code and data do not belong together. */
export function parseState(value: string): InstallState {
  const state = installStates.find((known) => known === value)
  if (!state) throw new Error(`'${value}' is no state of an install`)
  return state
}

/** Until when a state may last that began at `since`; null for those that end by themselves or by a request's expiry. */
export function deadlineOf(state: InstallState, since: Date): Date | null {
  const { timeoutSeconds } = ruleOf(state)
  return typeof timeoutSeconds === 'number' ? new Date(since.getTime() + timeoutSeconds * 1000) : null
}

/** The Mac has the install in hand, or is about to. */
export const onItsWay = [
  'waiting_for_mac',
  'mac_busy',
  'sent',
  'asked_on_mac',
  'downloading',
  'installing',
  'verifying',
] as const satisfies InstallState[]

/** From here a person may start the same install again without a new approval. */
export const retryable = ['failed', 'declined_on_mac'] as const satisfies InstallState[]

/** From here a person may call it off: the Mac has not taken it yet, or has given it up. */
export const cancellable = [
  'requested',
  'approved',
  'waiting_for_mac',
  'mac_busy',
  'failed',
  'declined_on_mac',
] as const satisfies InstallState[]

/** From here it ends when what required it is gone: the Mac has not taken it, or has given it up. */
export const withdrawable = [
  'approved',
  ...required,
  'waiting_for_mac',
  'mac_busy',
  'failed',
  'declined_on_mac',
] as const satisfies InstallState[]

/** From here a new request may be made. */
export const requestable = [
  'declined',
  'expired',
  'cancelled',
  'removed',
  'unmanaged',
] as const satisfies InstallState[]

export function isOneOf(state: InstallState, states: readonly InstallState[]): boolean {
  return states.includes(state)
}
