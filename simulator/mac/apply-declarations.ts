import { declarationSupport } from './declaration-support.ts'
import { type Declaration, declarationOf, itemsOf, textsIn } from './declared.ts'
import { fetchAsset, fetchManaged } from './fetch-asset.ts'
import { MacError } from './mac-error.ts'
import type { Channel, DeclarationReason, DeclarationState, DeclaredItem } from './mac-state.ts'
import type { Machine } from './machine.ts'
import type { MdmClient } from './mdm-client.ts'
import { readProfile } from './read-profile.ts'

type Site = { machine: Machine; client: MdmClient; channel: Channel; declared: DeclarationState }

async function installLegacyProfile({ machine, client }: Site, item: DeclaredItem): Promise<void> {
  const url = declarationOf(item).Payload?.ProfileURL
  if (typeof url !== 'string') throw new MacError('bad-profile', 'The declaration names no ProfileURL')
  const reply = await fetchManaged(machine, client, url)
  if (reply.status !== 200) throw new MacError('bad-profile', `The profile was answered with ${reply.status}`)
  const { installed } = readProfile(reply.body)
  const { state } = machine
  const others = state.profiles.filter(({ identifier }) => identifier !== installed.identifier)
  state.profiles = [...others, installed]
  item.profileIdentifier = installed.identifier
}

/** Once it went well it is done for this revision, however often the set changes around it. */
async function carryOut(site: Site, item: DeclaredItem): Promise<DeclarationReason[]> {
  const { Type = '', Payload } = declarationOf(item)
  if (Type === 'com.apple.configuration.management.test' && Payload?.ReturnStatus === 'Failed') {
    return [{ code: 'Error.ConfigurationCannotBeApplied', description: 'The test asked to fail' }]
  }
  if (!Type.startsWith('com.apple.configuration.legacy')) return []
  try {
    await installLegacyProfile(site, item)
    return []
  } catch (error) {
    if (!(error instanceof MacError)) throw error
    return [{ code: 'Error.AssetCannotBeDownloaded', description: error.message }]
  }
}

/** Identifiers that stand below keys named …AssetReference. */
function assetReferences(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(assetReferences)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    key.endsWith('AssetReference') && typeof item === 'string' ? [item] : assetReferences(item),
  )
}

async function judgeConfiguration(site: Site, item: DeclaredItem): Promise<DeclarationReason[]> {
  const { Type = '', Payload } = declarationOf(item)
  if (!declarationSupport(site.machine, site.channel).configurations.includes(Type)) {
    return [{ code: 'Error.ConfigurationNotSupported', description: `${Type} is not supported` }]
  }
  const { declarations } = site.declared
  const references = assetReferences(Payload)
  const missing = references.filter((name) => declarations[name]?.kind !== 'asset')
  if (missing.length > 0) {
    return [{ code: 'Error.MissingAssets', description: missing.join(', ') }]
  }
  const broken = references.flatMap((name) => declarations[name]?.reasons ?? [])
  if (broken.length > 0) return broken
  if (item.carriedOut?.length !== 0) item.carriedOut = await carryOut(site, item)
  return item.carriedOut
}

/** NSPredicate is a language of its own; of it only the two constants mean something here. */
const isFalse = ({ Payload }: Declaration): boolean => Payload?.Predicate === 'FALSEPREDICATE'

/** Which configurations are wanted; an activation that names one which is not there fails as a whole. */
function activate({ declared }: Site): Set<string> {
  const wanted = new Set<string>()
  for (const [, item] of itemsOf(declared, 'activation')) {
    const declaration = declarationOf(item)
    const names = textsIn(declaration.Payload?.StandardConfigurations)
    const missing = names.filter((name) => declared.declarations[name]?.kind !== 'configuration')
    item.reasons =
      missing.length > 0
        ? [{ code: 'Error.MissingConfigurations', description: missing.join(', ') }]
        : isFalse(declaration)
          ? [{ code: 'Info.Predicate', description: 'The predicate is false' }]
          : []
    item.active = item.reasons.length === 0
    if (item.active) for (const name of names) wanted.add(name)
  }
  return wanted
}

const hasError = (reasons: readonly DeclarationReason[]): boolean =>
  reasons.some(({ code }) => code.startsWith('Error.'))

/** Judges each declaration and does what it asks; a configuration does nothing until an activation names it. */
export async function applyDeclarations(site: Site): Promise<void> {
  const { machine, client, declared } = site
  for (const [, item] of itemsOf(declared, 'asset')) {
    if (item.reasons?.length !== 0) item.reasons = await fetchAsset(machine, client, declarationOf(item))
    item.active = item.reasons.length === 0
  }
  for (const [, item] of itemsOf(declared, 'management')) {
    item.reasons = []
    item.active = true
  }
  const wanted = activate(site)
  for (const [identifier, item] of itemsOf(declared, 'configuration')) {
    const idle = { code: 'Info.NotReferencedByActivation', description: 'No activation names it' }
    item.reasons = wanted.has(identifier) ? await judgeConfiguration(site, item) : [idle]
    item.active = item.reasons.length === 0
  }
  for (const item of Object.values(declared.declarations)) {
    item.valid = hasError(item.reasons ?? []) ? 'invalid' : 'valid'
  }
  machine.save()
}

/** Takes back what a declaration that is gone had brought. */
export function withdrawDeclaration(machine: Machine, item: DeclaredItem): void {
  if (item.profileIdentifier === undefined) return
  const { state } = machine
  state.profiles = state.profiles.filter(({ identifier }) => identifier !== item.profileIdentifier)
}
