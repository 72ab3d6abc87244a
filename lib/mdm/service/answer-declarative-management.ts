import type { DeclarativeManagement } from '../protocol/check-in.ts'
import { MalformedMessageError } from '../protocol/errors.ts'
import { NotServedError } from './refusals.ts'

/** Stands for the set without declarations: the only one that any channel has so far. */
const emptySetToken = 'no-declarations'

/**
 * Answers the declarative side of a check-in for a channel that has no declarations.
 *
 * throws   NotServedError declaration_unknown; MalformedMessageError for a status without data or an unknown endpoint.
 * spec     mdm/checkin/declarativemanagement.yaml; declarative/protocol/*.yaml
 */
export function answerDeclarativeManagement(
  checkIn: DeclarativeManagement,
  now: Date,
): { contentType: string; body: string } | null {
  const { endpoint } = checkIn
  if (endpoint === 'tokens') {
    const Timestamp = `${now.toISOString().slice(0, 19)}Z`
    return json({ SyncTokens: { DeclarationsToken: emptySetToken, Timestamp } })
  }
  if (endpoint === 'declaration-items') {
    const Declarations = { Activations: [], Configurations: [], Assets: [], Management: [] }
    return json({ Declarations, DeclarationsToken: emptySetToken })
  }
  if (endpoint === 'status') {
    if (checkIn.data === null) throw new MalformedMessageError('a status report without data')
    return null
  }
  if (endpoint.startsWith('declaration/')) {
    throw new NotServedError('declaration_unknown', 'there is no such declaration')
  }
  throw new MalformedMessageError('an endpoint that Macs do not ask for')
}

function json(value: unknown): { contentType: string; body: string } {
  return { contentType: 'application/json', body: JSON.stringify(value) }
}
