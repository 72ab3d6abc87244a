import { createHash, randomUUID } from 'node:crypto'
import { hardwareFrom } from './hardware.ts'
import type { MacState } from './mac-state.ts'

/** A Mac as it leaves its box. */
export function newMacState(options: { seed?: string | number; deviceName?: string }): MacState {
  const seed = options.seed ?? randomUUID()
  const hardware = hardwareFrom(seed)
  const guid = createHash('sha256').update(`user:${seed}`).digest('hex').toUpperCase()
  return {
    version: 1,
    hardware,
    deviceName: options.deviceName ?? `${hardware.modelName} ${hardware.serialNumber.slice(-4)}`,
    userGuid: [
      guid.slice(0, 8),
      guid.slice(8, 12),
      guid.slice(12, 16),
      guid.slice(16, 20),
      guid.slice(20, 32),
    ].join('-'),
    enrollment: null,
    identity: null,
    push: null,
    userPush: null,
    profiles: [],
    apps: [],
    installs: [],
    passingStatuses: [],
    unsentResult: null,
    behaviours: {},
    notNowCounts: {},
    power: { kind: 'on' },
    declarations: { token: null, declarations: {} },
    organization: {},
    counters: { polls: 0, commands: 0, notNow: 0, errors: 0, pushes: 0, installs: 0 },
  }
}
