import { MacError } from './mac-error.ts'
import type { Machine } from './machine.ts'
import { readProfile } from './read-profile.ts'

export type Verdict = {
  identifier: string
  kind: string
  serverToken: string
  active: boolean
  valid: 'valid' | 'invalid'
  reasons: { code: string; description: string }[]
}

type Declaration = { Type?: string; Payload?: Record<string, unknown> }

/** The configurations this Mac takes; others are refused by name. */
export const supportedConfigurations = [
  'com.apple.configuration.diskmanagement.settings',
  'com.apple.configuration.legacy',
  'com.apple.configuration.management.status-subscriptions',
  'com.apple.configuration.management.test',
  'com.apple.configuration.passcode.settings',
  'com.apple.configuration.softwareupdate.enforcement.specific',
  'com.apple.configuration.softwareupdate.settings',
]

async function installLegacyProfile(machine: Machine, declaration: Declaration): Promise<void> {
  const url = declaration.Payload?.ProfileURL
  if (typeof url !== 'string') throw new MacError('bad-profile', 'The declaration names no ProfileURL')
  const reply = await machine.http.send(url, { signal: machine.signal })
  if (reply.status !== 200) throw new MacError('bad-profile', `The profile was answered with ${reply.status}`)
  const { installed } = readProfile(reply.body)
  const { state } = machine
  state.profiles = [
    ...state.profiles.filter(({ identifier }) => identifier !== installed.identifier),
    installed,
  ]
  machine.save()
}

async function judgeConfiguration(machine: Machine, declaration: Declaration): Promise<Verdict['reasons']> {
  const type = declaration.Type ?? ''
  if (!supportedConfigurations.includes(type)) {
    return [{ code: 'Error.ConfigurationNotSupported', description: `${type} is not supported` }]
  }
  if (type !== 'com.apple.configuration.legacy') return []
  try {
    await installLegacyProfile(machine, declaration)
    return []
  } catch (error) {
    if (!(error instanceof MacError)) throw error
    return [{ code: 'Error.AssetCannotBeDownloaded', description: error.message }]
  }
}

/** Judges each declaration: a configuration is active only when an activation names it. */
export async function applyDeclarations(machine: Machine): Promise<Verdict[]> {
  const entries = Object.entries(machine.state.declarations.declarations)
  const activated = new Set(
    entries.flatMap(([, { kind, declaration }]) => {
      const names = (declaration as Declaration).Payload?.StandardConfigurations
      return kind === 'activation' && Array.isArray(names) ? names.map(String) : []
    }),
  )
  const verdicts: Verdict[] = []
  for (const [identifier, { kind, serverToken, declaration }] of entries) {
    const wanted = kind !== 'configuration' || activated.has(identifier)
    const reasons =
      kind === 'configuration' && wanted ? await judgeConfiguration(machine, declaration as Declaration) : []
    const valid = reasons.length === 0 ? 'valid' : 'invalid'
    const idle = wanted
      ? []
      : [{ code: 'Info.NotReferencedByActivation', description: 'No activation names it' }]
    verdicts.push({
      identifier,
      kind,
      serverToken,
      active: wanted && valid === 'valid',
      valid,
      reasons: [...reasons, ...idle],
    })
  }
  return verdicts
}
