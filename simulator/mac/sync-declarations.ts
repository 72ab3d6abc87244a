import { applyDeclarations } from './apply-declarations.ts'
import type { Channel, DeclarationState } from './mac-state.ts'
import type { Machine } from './machine.ts'
import type { MdmClient } from './mdm-client.ts'
import { makeStatusReport } from './status-report.ts'

type Item = { Identifier: string; ServerToken: string }

/** Manifest lists and the words they have in the address of one declaration. */
const kinds = {
  Activations: 'activation',
  Configurations: 'configuration',
  Assets: 'asset',
  Management: 'management',
} as const

type Manifest = { Declarations: Record<keyof typeof kinds, Item[]>; DeclarationsToken: string }

/** The only server the Mac speaks to here is its own; what does not fit these shapes fails where it is used. */
const readJson = <T>(bytes: Uint8Array): T => JSON.parse(Buffer.from(bytes).toString('utf8')) as T

async function fetchJson<T>(client: MdmClient, channel: Channel, endpoint: string): Promise<T> {
  const reply = await client.checkIn('DeclarativeManagement', { Endpoint: endpoint }, channel)
  return readJson<T>(reply.body)
}

async function fetchChanged(
  client: MdmClient,
  channel: Channel,
  manifest: Manifest,
  before: DeclarationState['declarations'],
): Promise<DeclarationState['declarations']> {
  const after: DeclarationState['declarations'] = {}
  for (const [list, kind] of Object.entries(kinds)) {
    for (const { Identifier, ServerToken } of manifest.Declarations[list as keyof typeof kinds]) {
      const known = before[Identifier]
      after[Identifier] =
        known?.serverToken === ServerToken && known.kind === kind
          ? known
          : {
              kind,
              serverToken: ServerToken,
              declaration: await fetchJson(client, channel, `declaration/${kind}/${Identifier}`),
            }
    }
  }
  return after
}

type Tokens = { SyncTokens: { DeclarationsToken: string } }

/** One synchronisation: stops at once when the token is the one it knows (declarative/protocol/*.yaml). */
export async function syncDeclarations(
  machine: Machine,
  client: MdmClient,
  channel: Channel,
  data: Uint8Array | null,
): Promise<void> {
  // The user of a simulated Mac has no declarations of his own.
  if (channel === 'user') return
  const tokens = data?.length ? readJson<Tokens>(data) : await fetchJson<Tokens>(client, channel, 'tokens')
  const { state } = machine
  if (tokens.SyncTokens.DeclarationsToken === state.declarations.token) return
  const manifest = await fetchJson<Manifest>(client, channel, 'declaration-items')
  const declarations = await fetchChanged(client, channel, manifest, state.declarations.declarations)
  state.declarations = { token: manifest.DeclarationsToken, declarations }
  machine.save()
  const verdicts = await applyDeclarations(machine)
  machine.tell('profile', `Took in ${Object.keys(declarations).length} declarations`)
  const report = makeStatusReport(machine, verdicts)
  await client.checkIn('DeclarativeManagement', {
    Endpoint: 'status',
    Data: Buffer.from(JSON.stringify(report)),
  })
}
