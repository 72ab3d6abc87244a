import { commandInput } from '#lib/portal/api/schema.ts'
import { readInput } from '../../../read-input.ts'
import { RequestRefused } from '../../../request-refused.ts'

const key = commandInput.pick({ idempotencyKey: true })

/** The key from the header or the body; two that differ are refused. */
export function readIdempotencyKey(headers: Headers, fromBody: string | undefined): string | undefined {
  const header = headers.get('idempotency-key') ?? undefined
  if (header === undefined) return fromBody
  const { idempotencyKey } = readInput(key, { idempotencyKey: header })
  if (fromBody !== undefined && fromBody !== idempotencyKey) {
    const errors = [{ field: 'idempotencyKey', message: 'differs from the header Idempotency-Key' }]
    throw new RequestRefused({ status: 400, code: 'invalid_request', errors })
  }
  return idempotencyKey
}
