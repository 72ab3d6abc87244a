import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '../ddm/json.ts'
import { MdmError } from '../protocol/errors.ts'
import { retrieveAsset, retrieveAssetFacts, retrieveChannelsOf, storeAsset } from '../store/assets.ts'
import { retrieveDeclarative } from '../store/declarations.ts'
import type { Sql } from '../store/sql.ts'
import { deriveUuid } from './derive-uuid.ts'
import { requireCaller } from './identify-device.ts'
import type { MdmContext } from './mdm-context.ts'
import { offeredDeclarations } from './offered-declarations.ts'
import { isUuid } from './random-uuid.ts'
import { NotServedError } from './refusals.ts'

/**
 * A file that no declaration can refer to: without a media type, or too large for the database.
 * Source: declarative/declarations/assets/data.yaml (Reference)
 */
export class InvalidAssetError extends MdmError {
  constructor(message: string) {
    super('invalid_asset', message)
  }
}

const maxBytes = 32 * 1024 * 1024

/**
 * Keeps a file for declarations to refer to. The same file is kept once and has the same id each time.
 *
 * throws   InvalidAssetError.
 * spec     declarative/declarations/assets/data.yaml
 */
export async function putAsset(
  context: MdmContext,
  sql: Sql,
  { contentType, content }: { contentType: string; content: Uint8Array },
): Promise<string> {
  if (!/^[a-z0-9!#$&^_.+-]{1,64}\/[a-z0-9!#$&^_.+-]{1,64}$/i.test(contentType)) {
    throw new InvalidAssetError('a file without a media type')
  }
  if (content.length > maxBytes) throw new InvalidAssetError('the file is too large')
  const sha256Hex = createHash('sha256').update(content).digest('hex')
  const id = deriveUuid(`asset ${contentType} ${sha256Hex}`)
  await storeAsset(sql, { id, contentType, sha256Hex, content }, context.clock())
  return id
}

/**
 * What an asset declaration says of a kept file, so that a Mac can fetch and verify it; null when there is none.
 * Source: declarative/declarations/assets/data.yaml (Reference)
 */
export async function getAssetReference(
  context: MdmContext,
  sql: Sql,
  id: string,
): Promise<JsonObject | null> {
  const facts = isUuid(id) ? await retrieveAssetFacts(sql, id) : null
  if (!facts) return null
  return {
    DataURL: addressOf(context, facts.id),
    ContentType: facts.contentType,
    Size: facts.sizeBytes,
    'Hash-SHA-256': facts.sha256Hex,
  }
}

/**
 * Gives a file to a Mac that was told of it on one of its channels, and to nobody else.
 *
 * throws   NotServedError asset_unknown, also for a file that this Mac was not told of; IdentityError;
 *          NotEnrolledError.
 * spec     Apple, "Integrating declarative management"; declarative/declarations/assets/data.yaml (Authentication)
 */
export async function serveAsset(
  context: MdmContext,
  certificateSha256: string,
  id: string,
): Promise<{ contentType: string; content: Uint8Array }> {
  const address = addressOf(context, id)
  for (const { deviceId, enrollmentId } of await retrieveChannelsOf(context.sql, certificateSha256)) {
    const row = await retrieveDeclarative(context.sql, deviceId, enrollmentId, certificateSha256)
    if (!row) continue
    requireCaller(row, deviceId)
    if (row.channelStatus !== 'enrolled') continue
    const { offered } = offeredDeclarations(row)
    if (!offered.some(({ payload }) => isNamedIn(payload, address))) continue
    const asset = await retrieveAsset(context.sql, id)
    if (asset) return asset
  }
  throw new NotServedError('asset_unknown', 'there is no such file for this Mac')
}

function addressOf({ publicUrl }: MdmContext, id: string): string {
  return `${publicUrl}/mdm/asset/${id}`
}

function isNamedIn(value: Json, address: string): boolean {
  if (typeof value === 'string') return value === address
  return typeof value === 'object' && value !== null
    ? Object.values(value).some((item) => isNamedIn(item, address))
    : false
}
