import type { Behaviours } from './behaviours.ts'
import { createHttpClient, type HttpClient } from './http-client.ts'
import { MacError } from './mac-error.ts'
import type { MacEvent, MacListener } from './mac-event.ts'
import type { Enrollment, MacState, Power } from './mac-state.ts'
import type { StateStore } from './state-store.ts'

/** The parts of one simulated Mac that all others work on: its memory, its network and its switch. */
export type Machine = {
  state: MacState
  behaviours: Behaviours
  http: HttpClient
  store: StateStore
  /** Fires when the Mac goes away: closed, locked, restarting. A new one stands here once it is back. */
  readonly signal: AbortSignal
  /** Trust and client certificate follow the enrolment; call this after it changed. */
  reconnect: () => void
  save: () => void
  /** The time by the Mac's own clock. */
  now: () => Date
  tell: (type: MacEvent['type'], text: string) => void
  setPower: (power: Power) => void
  /** Downloads that go on while the Mac talks to its server. */
  background: Set<Promise<void>>
  /** Ids of the app installs that run right now. */
  installing: Set<string>
  /** Given by hand; null means none at all, undefined means that the server is asked. */
  pushServiceUrl: string | null | undefined
  close: () => Promise<void>
}

export type MachineOptions = {
  state: MacState
  behaviours: Behaviours
  store: StateStore
  trustedPem: string[]
  pushServiceUrl: string | null | undefined
  listener: MacListener
  /** Called after the switch was turned, with the power the Mac has now. */
  onPower: (power: Power) => void
}

function connect(options: MachineOptions): HttpClient {
  const { enrollment, identity } = options.state
  const trusted = [...options.trustedPem, ...(enrollment?.anchorsPem ?? [])]
  return createHttpClient(
    trusted,
    identity && enrollment && !enrollment.signMessage
      ? { key: identity.privateKeyPem, cert: identity.certificatePem }
      : undefined,
  )
}

export function createMachine(options: MachineOptions): Machine {
  const { state, behaviours, store } = options
  let switchOff = new AbortController()
  const machine: Machine = {
    state,
    behaviours,
    store,
    http: connect(options),
    background: new Set(),
    installing: new Set(),
    pushServiceUrl: options.pushServiceUrl,
    get signal() {
      return switchOff.signal
    },
    reconnect() {
      machine.http.close()
      machine.http = connect(options)
    },
    save: () => store.save(state),
    now: () => new Date(Date.now() + machine.behaviours.clockAheadMs),
    tell(type, text) {
      const { deviceName, hardware } = state
      const at = new Date().toISOString()
      options.listener({ at, serialNumber: hardware.serialNumber, deviceName, type, text })
    },
    setPower(power) {
      const was = state.power.kind
      state.power = power
      machine.save()
      if (power.kind !== 'on') switchOff.abort()
      else if (was !== 'on' || switchOff.signal.aborted) switchOff = new AbortController()
      options.onPower(power)
    },
    async close() {
      switchOff.abort()
      await Promise.allSettled(machine.background)
      machine.http.close()
      store.close()
    },
  }
  return machine
}

export function requireEnrollment(machine: Machine): Enrollment {
  const { enrollment } = machine.state
  if (!enrollment) throw new MacError('not-enrolled', 'This Mac is not enrolled')
  return enrollment
}
