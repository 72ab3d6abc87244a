import { declarationSupport } from './declaration-support.ts'
import { declarationOf, itemsOf } from './declared.ts'
import type { Channel, DeclarationState } from './mac-state.ts'
import type { Machine } from './machine.ts'
import type { MdmClient } from './mdm-client.ts'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

function answersOf({ state }: Machine): Record<string, Json> {
  const { hardware } = state
  return {
    'device.identifier.serial-number': hardware.serialNumber,
    'device.identifier.udid': hardware.udid,
    'device.model.family': 'Mac',
    'device.model.identifier': hardware.model,
    'device.model.marketing-name': hardware.marketingName,
    'device.model.number': hardware.modelNumber,
    'device.operating-system.build-version': hardware.buildVersion,
    'device.operating-system.family': 'macOS',
    'device.operating-system.marketing-name': `macOS ${hardware.osVersion}`,
    'device.operating-system.supplemental.build-version': hardware.buildVersion,
    'device.operating-system.supplemental.extra-version': '',
    'device.operating-system.version': hardware.osVersion,
    'device.power.battery-health': hardware.hasBattery ? 'normal' : 'unsupported',
    'diskmanagement.filevault.enabled': true,
    'softwareupdate.beta-enrollment': '',
    'softwareupdate.device-id': `${hardware.model.replace(/[^A-Za-z0-9]/g, '')}AP`,
    'softwareupdate.failure-reason': { count: 0 },
    'softwareupdate.install-reason': { reason: [] },
    'softwareupdate.install-state': 'none',
    'softwareupdate.pending-version': {},
  }
}

const lists = {
  activations: 'activation',
  configurations: 'configuration',
  assets: 'asset',
  management: 'management',
}

const declarationStatus = (declared: DeclarationState): Json =>
  Object.fromEntries(
    Object.entries(lists).map(([list, kind]) => [
      list,
      itemsOf(declared, kind).map(([identifier, item]) => ({
        identifier,
        'server-token': item.serverToken,
        active: item.active ?? false,
        valid: item.valid ?? 'unknown',
        reasons: item.reasons ?? [],
      })),
    ]),
  )

function capabilities(machine: Machine, channel: Channel): Json {
  const { statusItems, ...declarations } = declarationSupport(machine, channel)
  return {
    'supported-versions': ['1.0.0'],
    'supported-features': {},
    'supported-payloads': { declarations, 'status-items': statusItems },
  }
}

/** The status items that the subscriptions in force ask for. */
function subscribedItems(declared: DeclarationState): string[] {
  return itemsOf(declared, 'configuration').flatMap(([, item]) => {
    const { Type, Payload } = declarationOf(item)
    if (Type !== 'com.apple.configuration.management.status-subscriptions' || !item.active) return []
    return ((Payload?.StatusItems ?? []) as { Name: string }[]).map(({ Name }) => Name)
  })
}

/** device.model.family becomes { device: { model: { family } } }. */
function place(tree: { [key: string]: Json }, path: string, value: Json): void {
  const steps = path.split('.')
  const last = steps.pop() ?? path
  let at = tree
  for (const step of steps) {
    const below = at[step]
    const next = below && typeof below === 'object' && !Array.isArray(below) ? below : {}
    at[step] = next
    at = next
  }
  at[last] = value
}

/** Everything that a full report tells. */
function currentStatus(machine: Machine, channel: Channel, declared: DeclarationState) {
  const answers = answersOf(machine)
  const { statusItems } = declarationSupport(machine, channel)
  const values = new Map<string, Json>([
    ['management.declarations', declarationStatus(declared)],
    ['management.client-capabilities', capabilities(machine, channel)],
  ])
  const errors = new Map<string, Json>()
  for (const name of new Set(subscribedItems(declared))) {
    const value = statusItems.includes(name) ? answers[name] : undefined
    if (value !== undefined) values.set(name, value)
    else if (!values.has(name)) errors.set(name, [{ Code: 'Error.UnsupportedStatusItem' }])
  }
  return { values, errors }
}

/**
 * Tells the server how this Mac is: all of it the first time or when asked for, later what changed since, and
 * nothing when nothing did (declarative/protocol/statusreport.yaml).
 */
export async function reportStatus(
  machine: Machine,
  client: MdmClient,
  channel: Channel,
  declared: DeclarationState,
  { full = false } = {},
): Promise<void> {
  const { values, errors } = currentStatus(machine, channel, declared)
  const before = full ? undefined : declared.reported
  const now = Object.fromEntries([...values, ...errors].map(([name, value]) => [name, JSON.stringify(value)]))
  const changed = Object.keys(now).filter((name) => before?.[name] !== now[name])
  if (before && changed.length === 0) return
  const items: { [key: string]: Json } = {}
  for (const [name, value] of values) if (changed.includes(name)) place(items, name, value)
  const report = {
    StatusItems: items,
    Errors: [...errors]
      .filter(([name]) => changed.includes(name))
      .map(([StatusItem, Reasons]) => ({ StatusItem, Reasons })),
    ...(Number.parseFloat(machine.state.hardware.osVersion) >= 14 && { FullReport: !before }),
  }
  const fields = { Endpoint: 'status', Data: Buffer.from(JSON.stringify(report)) }
  await client.checkIn('DeclarativeManagement', fields, channel)
  declared.reported = now
  machine.save()
}
