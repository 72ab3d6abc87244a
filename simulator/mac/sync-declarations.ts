import { applyDeclarations, withdrawDeclaration } from './apply-declarations.ts'
import type { Channel, DeclarationState } from './mac-state.ts'
import type { Machine } from './machine.ts'
import type { MdmClient } from './mdm-client.ts'
import { reportStatus } from './status-report.ts'

type Item = { Identifier: string; ServerToken: string }

/** Manifest lists and the words they have in the address of one declaration. */
const kinds = {
  Activations: 'activation',
  Configurations: 'configuration',
  Assets: 'asset',
  Management: 'management',
} as const

type Manifest = { Declarations: Record<keyof typeof kinds, Item[]>; DeclarationsToken: string }
type Tokens = { SyncTokens: { DeclarationsToken: string } }

/** The only server the Mac speaks to here is its own; what does not fit these shapes fails where it is used. */
const readJson = <T>(bytes: Uint8Array): T => JSON.parse(Buffer.from(bytes).toString('utf8')) as T

async function fetchJson<T>(client: MdmClient, channel: Channel, endpoint: string): Promise<T> {
  const reply = await client.checkIn('DeclarativeManagement', { Endpoint: endpoint }, channel)
  return readJson<T>(reply.body)
}

async function fetchChanged(
  machine: Machine,
  client: MdmClient,
  channel: Channel,
  manifest: Manifest,
): Promise<DeclarationState['declarations']> {
  const before = declaredOn(machine, channel).declarations
  const after: DeclarationState['declarations'] = {}
  for (const [list, kind] of Object.entries(kinds)) {
    for (const { Identifier, ServerToken } of manifest.Declarations[list as keyof typeof kinds]) {
      const known = before[Identifier]
      if (known?.serverToken === ServerToken && known.kind === kind) {
        after[Identifier] = known
        continue
      }
      const declaration = await fetchJson(client, channel, `declaration/${kind}/${Identifier}`)
      machine.tell('profile', `Fetched the ${kind} ${Identifier}`)
      after[Identifier] = { kind, serverToken: ServerToken, declaration }
    }
  }
  return after
}

/** What a channel knows of declarations; each has its own, and a Mac of an earlier start may lack the user's. */
export function declaredOn(machine: Machine, channel: Channel): DeclarationState {
  const { state } = machine
  if (channel === 'device') return state.declarations
  state.userDeclarations ??= { token: null, declarations: {} }
  return state.userDeclarations
}

/** One synchronisation: stops at once when the token is the one it knows (declarative/protocol/*.yaml). */
export async function syncDeclarations(
  machine: Machine,
  client: MdmClient,
  channel: Channel,
  data: Uint8Array | null,
): Promise<void> {
  const tokens = data?.length ? readJson<Tokens>(data) : await fetchJson<Tokens>(client, channel, 'tokens')
  const declared = declaredOn(machine, channel)
  if (tokens.SyncTokens.DeclarationsToken === declared.token) return
  const manifest = await fetchJson<Manifest>(client, channel, 'declaration-items')
  const before = declared.declarations
  declared.declarations = await fetchChanged(machine, client, channel, manifest)
  declared.token = manifest.DeclarationsToken
  for (const [identifier, item] of Object.entries(before)) {
    if (declared.declarations[identifier] !== item) withdrawDeclaration(machine, item)
  }
  await applyDeclarations({ machine, client, channel, declared })
  machine.tell('profile', `Took in ${Object.keys(declared.declarations).length} declarations`)
  await reportStatus(machine, client, channel, declared)
}
