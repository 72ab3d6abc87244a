import { accessRight } from '#lib/mdm/protocol/access-rights.ts'
import type { AbilitySource } from '#lib/portal/privacy/ability-source.ts'
import type { PrivacySubject } from '#lib/portal/privacy/privacy-subject.ts'
import type { AppleSchema, SchemaNode } from '#tests/support/apple-schema.ts'

interface Rules {
  userenrollment?: { mode?: string }
  requiresdep?: boolean
  accessrights?: string
  'allowed-enrollments'?: string[]
}

/** Apple has several words for a right. */
const rights: Record<string, number> = {
  AllowAppInstallation: accessRight.manageApplications,
  AllowDeviceErase: accessRight.erase,
  AllowInspection: accessRight.inspectProfiles,
  AllowInstallationRemoval: accessRight.installProfiles,
  AllowPasscodeRemovalAndLock: accessRight.lock,
  AllowQueryApplications: accessRight.inspectApplications,
  AllowQueryDeviceInformation: accessRight.deviceInformation,
  AllowQueryNetworkInformation: accessRight.networkInformation,
  AllowQuerySecurity: accessRight.security,
  AllowSettings: accessRight.settings,
  DeviceLockAndRemovePasscode: accessRight.lock,
  QueryInstalledApps: accessRight.inspectApplications,
  None: 0,
  'n/a': 0,
  'Special Case': 0,
}

const rulesOf = (node: SchemaNode | undefined): Rules => (node?.supportedOS?.macOS ?? {}) as Rules

function isOnMacs(node: SchemaNode): boolean {
  const rules = node.supportedOS?.macOS
  return rules !== undefined && rules.introduced !== 'n/a'
}

function permits({ enrollmentType, accessRights }: PrivacySubject, rules: Rules): boolean {
  if (enrollmentType === 'user') return rules.userenrollment?.mode !== 'forbidden'
  if (rules.requiresdep && enrollmentType !== 'automated') return false
  const right = rights[rules.accessrights ?? 'None']
  if (right === undefined) throw new Error(`a right without a number: ${rules.accessrights}`)
  return (accessRights & right) === right
}

/** What Apple's schema says for itself, without any table of ours. */
export function readSchemaReach(schema: AppleSchema) {
  const commands = schema.commands()
  const command = (name: string) => commands.find(({ payload }) => payload.requesttype === name)
  const inner = (name: string) => {
    const items = command(name)?.payloadkeys?.[0]?.subkeys ?? []
    // Queries are one kind of item, each Setting is one of its own.
    return items.length === 1 ? (items[0]?.subkeys ?? []) : items
  }
  const key = (nodes: SchemaNode[], name: string) => nodes.find((node) => node.key === name)
  const declarative = (
    nodes: { payload: SchemaNode }[],
    name: string,
    type: 'statusitemtype' | 'declarationtype',
  ) => nodes.find(({ payload }) => (payload as { [field in typeof type]?: string })[type] === name)?.payload
  const admits = (subject: PrivacySubject, node: SchemaNode | undefined) => {
    const word = subject.enrollmentType === 'user' ? 'user' : 'supervised'
    if (node === undefined) return false
    // What Migration Assistant reports is said to be on Macs and no more; its configuration is for supervised ones.
    return (rulesOf(node)['allowed-enrollments'] ?? ['supervised']).includes(word)
  }
  const profiles = (type: string) => schema.profiles().filter(({ payload }) => payload.payloadtype === type)
  const isCommand = (subject: PrivacySubject, name: string) =>
    permits(subject, rulesOf(command(name)?.payload))
  return {
    queries: inner('DeviceInformation')
      .filter((node) => isOnMacs(node) || !node.supportedOS?.macOS)
      .map((node) => node.key),
    payloads: schema
      .profiles()
      .map(({ payload }) => payload)
      .filter(isOnMacs)
      .map((payload) => payload.payloadtype),
    allows(subject: PrivacySubject, source: AbilitySource): boolean {
      return (
        (source.commands ?? []).some((name) => isCommand(subject, name)) ||
        (subject.enrollmentType !== 'user' &&
          (source.unlessPrivate ?? []).some((name) => isCommand(subject, name))) ||
        (source.queries ?? []).some((name) =>
          permits(subject, rulesOf(key(inner('DeviceInformation'), name))),
        ) ||
        (source.settings ?? []).some(
          (name) => isCommand(subject, 'Settings') && permits(subject, rulesOf(key(inner('Settings'), name))),
        ) ||
        (source.statusItems ?? []).some((name) =>
          admits(subject, declarative(schema.statusItems(), name, 'statusitemtype')),
        ) ||
        (source.declarations ?? []).some((name) =>
          admits(subject, declarative(schema.declarations(), name, 'declarationtype')),
        ) ||
        (source.payloads ?? []).some((type) =>
          profiles(type).some(
            ({ payload }) => subject.enrollmentType !== 'user' || permits(subject, rulesOf(payload)),
          ),
        )
      )
    },
  }
}
