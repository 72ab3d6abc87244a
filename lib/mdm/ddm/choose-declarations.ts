import { checkDeclaration } from './check-declaration.ts'
import type { ClientCapabilities } from './client-capabilities.ts'
import { type Declaration, type DeclarationKind, kindOf, type ServedDeclaration } from './declaration.ts'
import type { Inspection } from './inspect-payload.ts'
import { type DeclarationSubject, isOffered, isReportable, type Withheld } from './is-offered.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import { serverTokenOf } from './server-token.ts'

/**
 * Why a declaration of the channel's own sets is left out; `reference_missing` is a configuration whose asset is
 * left out, `nothing_left` one that has nothing to say to this Mac, `not_referenced` an asset that nobody needs.
 * Source: declarative/declarations/declarationbase.yaml (reasons)
 */
export type WithheldReason = Withheld | 'invalid' | 'reference_missing' | 'nothing_left' | 'not_referenced'

/**
 * What one channel is told of, and what it is not and why.
 * Source: declarative/protocol/declarationitemsresponse.yaml
 */
export type Choice = {
  offered: ServedDeclaration[]
  withheld: { identifier: string; reason: WithheldReason; problems: readonly string[] }[]
}

type Candidate = ServedDeclaration & { found: Inspection }

/**
 * Chooses what a channel is told of out of its sets. Each declaration is judged by itself, and one that fails takes
 * along only what cannot be without it: a configuration goes with its asset, while an activation goes on without the
 * configuration, because a Mac fails an activation that names one which is not there.
 * Source: declarative/declarations/declarationbase.yaml (Error.MissingAssets, Error.MissingConfigurations);
 * Apple, "Leveraging the declarative management data model"
 */
export function chooseDeclarations(
  declarations: readonly Declaration[],
  subject: DeclarationSubject,
  capabilities: ClientCapabilities | null,
): Choice {
  const withheld: Choice['withheld'] = []
  const leaveOut: LeaveOut = (identifier, reason, problems = []) => {
    withheld.push({ identifier, reason, problems })
    return []
  }
  const candidates = declarations.flatMap((declaration) => {
    return judge(declaration, subject, capabilities, leaveOut)
  })
  const of = (wanted: DeclarationKind) => candidates.filter(({ kind }) => kind === wanted)
  const assets = of('asset')
  const configurations = of('configuration').flatMap((candidate) => {
    if (!hasAssets(candidate, assets)) return leaveOut(candidate.identifier, 'reference_missing')
    return (
      trimSubscriptions(candidate, subject, capabilities) ?? leaveOut(candidate.identifier, 'nothing_left')
    )
  })
  const activations = of('activation').flatMap((candidate) => {
    return trimActivation(candidate, configurations) ?? leaveOut(candidate.identifier, 'nothing_left')
  })
  const needed = new Set(configurations.flatMap(({ found }) => found.references).map((it) => it.identifier))
  const neededAssets = assets.flatMap((asset) => {
    return needed.has(asset.identifier) ? asset : leaveOut(asset.identifier, 'not_referenced')
  })
  const offered = [...activations, ...configurations, ...neededAssets, ...of('management')].map(
    ({ identifier, type, payload, kind, serverToken }) => ({ identifier, type, payload, kind, serverToken }),
  )
  return { offered, withheld }
}

type LeaveOut = (identifier: string, reason: WithheldReason, problems?: readonly string[]) => []

function judge(
  declaration: Declaration,
  subject: DeclarationSubject,
  capabilities: ClientCapabilities | null,
  leaveOut: LeaveOut,
): Candidate[] {
  const { identifier, type, payload } = declaration
  const found = checkDeclaration(declaration)
  const kind = kindOf(type)
  if (kind === null || found.problems.length > 0) return leaveOut(identifier, 'invalid', found.problems)
  const reason = isOffered({ type, newestKey: found.newestKey }, subject, capabilities)
  if (reason) return leaveOut(identifier, reason)
  return [{ identifier, type, payload, kind, serverToken: serverTokenOf(type, payload), found }]
}

function hasAssets({ found }: Candidate, assets: readonly Candidate[]): boolean {
  return found.references.every((reference) =>
    assets.some((asset) => asset.identifier === reference.identifier && reference.types.includes(asset.type)),
  )
}

const subscriptions = 'com.apple.configuration.management.status-subscriptions'

function trimSubscriptions(
  candidate: Candidate,
  subject: DeclarationSubject,
  capabilities: ClientCapabilities | null,
): Candidate | null {
  const { StatusItems } = candidate.payload
  if (candidate.type !== subscriptions || !Array.isArray(StatusItems)) return candidate
  const kept = StatusItems.filter((item) => {
    return isJsonObject(item) && isReportable(String(item.Name), subject, capabilities) === null
  })
  if (kept.length === 0) return null
  if (kept.length === StatusItems.length) return candidate
  return revise(candidate, { ...candidate.payload, StatusItems: kept })
}

function trimActivation(candidate: Candidate, configurations: readonly Candidate[]): Candidate | null {
  const { StandardConfigurations } = candidate.payload
  if (!Array.isArray(StandardConfigurations)) return candidate
  const kept = StandardConfigurations.filter((name) =>
    configurations.some(({ identifier }) => identifier === name),
  )
  if (kept.length === 0) return null
  if (kept.length === StandardConfigurations.length) return candidate
  return revise(candidate, { ...candidate.payload, StandardConfigurations: kept })
}

/** Another content is another revision, also when it is so for one Mac only. */
function revise(candidate: Candidate, payload: JsonObject): Candidate {
  return { ...candidate, payload, serverToken: serverTokenOf(candidate.type, payload) }
}
