import type { Behaviours } from './mac/behaviours.ts'
import { behavioursFromFlags, FlagError, type MacFlagValues } from './mac-flags.ts'

export type FleetOrder =
  | {
      kind: 'enroll'
      link: string
      hardware: string | number | undefined
      name: string | undefined
      behaviours: Partial<Behaviours>
    }
  | { kind: 'unlock'; serialNumber: string; pin: string }

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function readFlags(value: unknown): Partial<Behaviours> {
  if (!isRecord(value)) return {}
  const texts: [string, string | boolean][] = Object.entries(value).map(([flag, setting]) => {
    return [flag, typeof setting === 'boolean' ? setting : String(setting)]
  })
  const flags: MacFlagValues = Object.fromEntries(texts)
  const { offline, fail } = value
  if (typeof offline === 'number')
    Object.assign(flags, { offline: false, 'offline-seconds': String(offline) })
  if (fail === 'download') Object.assign(flags, { fail: false, 'fail-download': true })
  return behavioursFromFlags(flags)
}

/** {"link", "hardware"?, "name"?, "flags"?} or {"unlock": serial number, "pin"}. Flags are named as on the command line. */
export function parseFleetOrder(line: string): FleetOrder {
  const order: unknown = JSON.parse(line)
  if (!isRecord(order)) throw new FlagError('An order is a JSON object')
  const { link, hardware, name, flags, unlock, pin } = order
  if (typeof unlock === 'string') return { kind: 'unlock', serialNumber: unlock, pin: String(pin ?? '') }
  if (typeof link !== 'string') throw new FlagError('An order needs a link')
  return {
    kind: 'enroll',
    link,
    hardware: typeof hardware === 'string' || typeof hardware === 'number' ? hardware : undefined,
    name: typeof name === 'string' ? name : undefined,
    behaviours: readFlags(flags),
  }
}
