import { createHash } from 'node:crypto'
import type { Declaration } from './declared.ts'
import type { HttpReply } from './http-client.ts'
import { MacError } from './mac-error.ts'
import type { DeclarationReason } from './mac-state.ts'
import type { Machine } from './machine.ts'
import type { MdmClient } from './mdm-client.ts'

/** Downloads as this Mac: with its certificate in TLS, or with a signature over the body that a GET does not have. */
export function fetchManaged(machine: Machine, client: MdmClient, url: string): Promise<HttpReply> {
  const headers = machine.state.enrollment?.signMessage
    ? { 'mdm-signature': client.signature(new Uint8Array()) }
    : {}
  return machine.http.send(url, { headers, signal: machine.signal })
}

type Reference = { DataURL?: string; ContentType?: string; Size?: number; 'Hash-SHA-256'?: string }

const mismatch = (description: string): DeclarationReason[] => [
  { code: 'Error.AssetCannotBeVerified', description },
]

/** Fetches and verifies what an asset refers to; no reasons when it is good (declarative/declarations/assets). */
export async function fetchAsset(
  machine: Machine,
  client: MdmClient,
  { Payload }: Declaration,
): Promise<DeclarationReason[]> {
  const reference = Payload?.Reference as Reference | undefined
  if (!reference?.DataURL) return []
  let reply: HttpReply
  try {
    reply = await fetchManaged(machine, client, reference.DataURL)
  } catch (error) {
    if (!(error instanceof MacError)) throw error
    return [{ code: 'Error.AssetCannotBeDownloaded', description: error.message }]
  }
  if (reply.status !== 200) {
    const description = `The asset was answered with ${reply.status}`
    return [{ code: 'Error.AssetCannotBeDownloaded', description }]
  }
  const { ContentType, Size, 'Hash-SHA-256': hash } = reference
  if (ContentType && reply.headers['content-type'] !== ContentType) return mismatch('Another content type')
  if (Size !== undefined && reply.body.length !== Size) return mismatch('Another size')
  const sha256 = createHash('sha256').update(reply.body).digest('hex')
  return hash && hash.toLowerCase() !== sha256 ? mismatch('Another hash') : []
}
