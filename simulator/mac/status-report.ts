import { supportedConfigurations, type Verdict } from './apply-declarations.ts'
import type { Machine } from './machine.ts'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

function answersOf({ state }: Machine): Record<string, Json> {
  const { hardware, enrollment } = state
  const identifying: Record<string, Json> =
    enrollment?.mode === 'device'
      ? {
          'device.identifier.serial-number': hardware.serialNumber,
          'device.identifier.udid': hardware.udid,
          'diskmanagement.filevault.enabled': true,
          'softwareupdate.install-state': 'none',
        }
      : {}
  return {
    'device.model.family': 'Mac',
    'device.model.identifier': hardware.model,
    'device.model.marketing-name': hardware.marketingName,
    'device.operating-system.family': 'macOS',
    'device.operating-system.version': hardware.osVersion,
    'device.operating-system.build-version': hardware.buildVersion,
    'device.operating-system.marketing-name': `macOS ${hardware.osVersion}`,
    ...identifying,
  }
}

/** The status items that the subscriptions in force ask for. */
function subscribedItems(machine: Machine): string[] {
  return Object.values(machine.state.declarations.declarations).flatMap(({ declaration }) => {
    const { Type, Payload } = declaration as { Type?: string; Payload?: { StatusItems?: { Name: string }[] } }
    if (Type !== 'com.apple.configuration.management.status-subscriptions') return []
    return (Payload?.StatusItems ?? []).map(({ Name }) => Name)
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

const lists = {
  activations: 'activation',
  configurations: 'configuration',
  assets: 'asset',
  management: 'management',
}

const declarationStatus = (verdicts: Verdict[]): Json =>
  Object.fromEntries(
    Object.entries(lists).map(([list, kind]) => [
      list,
      verdicts
        .filter((verdict) => verdict.kind === kind)
        .map(({ identifier, serverToken, active, valid, reasons }) => {
          return { identifier, 'server-token': serverToken, active, valid, reasons }
        }),
    ]),
  )

const capabilities = (known: string[]): Json => ({
  'supported-versions': ['1.0.0'],
  'supported-features': {},
  'supported-payloads': {
    declarations: {
      activations: ['com.apple.activation.simple'],
      configurations: supportedConfigurations,
      assets: ['com.apple.asset.data', 'com.apple.asset.useridentity'],
      management: ['com.apple.management.organization-info', 'com.apple.management.properties'],
    },
    'status-items': [...known, 'management.client-capabilities', 'management.declarations'],
  },
})

/** A full status report (declarative/protocol/statusreport.yaml). */
export function makeStatusReport(machine: Machine, verdicts: Verdict[]): { [key: string]: Json } {
  const answers = answersOf(machine)
  const items: { [key: string]: Json } = {}
  place(items, 'management.declarations', declarationStatus(verdicts))
  place(items, 'management.client-capabilities', capabilities(Object.keys(answers)))
  const errors: Json[] = []
  for (const name of subscribedItems(machine)) {
    const value = answers[name]
    if (value !== undefined) place(items, name, value)
    else if (!name.startsWith('management.')) {
      errors.push({ StatusItem: name, Reasons: [{ Code: 'Error.UnsupportedStatusItem' }] })
    }
  }
  return { StatusItems: items, Errors: errors, FullReport: true }
}
