import { encodeDeclaration, type ServedDeclaration } from '../ddm/declaration.ts'
import { encodeDeclarationItems } from '../ddm/declaration-items.ts'
import { declarationsTokenOf, encodeSyncTokens } from '../ddm/sync-tokens.ts'
import type { DeclarativeManagement } from '../protocol/check-in.ts'
import { MalformedMessageError } from '../protocol/errors.ts'
import { retrieveCaller } from '../store/caller.ts'
import { type DeclarativeRow, retrieveDeclarative } from '../store/declarations.ts'
import { storeFetchedToken } from '../store/declarative-channels.ts'
import { storeStatusReport } from '../store/status-reports.ts'
import { requireChannel } from './identify-device.ts'
import type { MdmContext } from './mdm-context.ts'
import { offeredDeclarations } from './offered-declarations.ts'
import { NotServedError } from './refusals.ts'

type Reply = { contentType: string; body: string } | null

/**
 * Answers the declarative side of a check-in: one statement that checks the caller and reads what its channel has,
 * and a short one more when the Mac fetches a state that is new to it. A status report is kept as it came; a job
 * reads it.
 *
 * throws   IdentityError; NotEnrolledError; NotServedError declaration_unknown for what this channel is not told of;
 *          MalformedMessageError for a status without data or an unknown endpoint.
 * spec     mdm/checkin/declarativemanagement.yaml; declarative/protocol/*.yaml
 */
export async function answerDeclarativeManagement(
  context: MdmContext,
  certificateSha256: string,
  checkIn: DeclarativeManagement,
): Promise<Reply> {
  const { endpoint } = checkIn
  if (endpoint === 'status') return keepReport(context, certificateSha256, checkIn)
  const row = await readChannel(context, certificateSha256, checkIn)
  const { offered } = offeredDeclarations(row)
  const now = context.clock()
  const token = declarationsTokenOf(offered)
  if (endpoint === 'tokens') {
    if (!row.enabled) await storeFetchedToken(context.sql, row.enrollmentId, null, now)
    return json(encodeSyncTokens(token, now))
  }
  if (endpoint === 'declaration-items') {
    if (!row.enabled || row.declarationsToken !== token) {
      await storeFetchedToken(context.sql, row.enrollmentId, token, now)
    }
    return json(encodeDeclarationItems(offered))
  }
  if (endpoint.startsWith('declaration/')) return json(encodeDeclaration(find(offered, endpoint)))
  throw new MalformedMessageError('an endpoint that Macs do not ask for')
}

async function readChannel(
  context: MdmContext,
  certificateSha256: string,
  { enrollment }: DeclarativeManagement,
): Promise<DeclarativeRow> {
  const { id, deviceId } = enrollment
  const row = await retrieveDeclarative(context.sql, deviceId, id, certificateSha256)
  const caller = row ?? (await retrieveCaller(context.sql, deviceId, id, certificateSha256))
  requireChannel(caller, deviceId)
  if (!row) throw new NotServedError('declaration_unknown', 'there is no such channel')
  context.lastSeen.note(id)
  return row
}

async function keepReport(
  context: MdmContext,
  certificateSha256: string,
  { enrollment, data }: DeclarativeManagement,
): Promise<null> {
  if (data === null || data.length === 0) throw new MalformedMessageError('a status report without data')
  const { id: enrollmentId, deviceId } = enrollment
  const caller = { deviceId, enrollmentId, certificateSha256 }
  requireChannel(await storeStatusReport(context.sql, caller, data, context.clock()), deviceId)
  context.lastSeen.note(enrollmentId)
  context.onWork?.('reports')
  return null
}

function find(offered: readonly ServedDeclaration[], endpoint: string): ServedDeclaration {
  const [, kind, identifier] = endpoint.split('/', 3)
  const found = offered.find((it) => it.kind === kind && it.identifier === identifier)
  if (found && endpoint === `declaration/${kind}/${identifier}`) return found
  throw new NotServedError('declaration_unknown', 'there is no such declaration')
}

function json(body: string): Reply {
  return { contentType: 'application/json', body }
}
