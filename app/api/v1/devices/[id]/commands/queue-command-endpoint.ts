import { queueCommand } from '#lib/portal/api/queue-command.ts'
import { queuedCommand } from '#lib/portal/api/resources.ts'
import { commandInput } from '#lib/portal/api/schema.ts'
import { endpoint } from '../../../endpoint.ts'
import { commandRefusals } from './command-refusals.ts'
import { readIdempotencyKey } from './read-idempotency-key.ts'

export const queueCommandEndpoint = endpoint({
  method: 'POST',
  path: '/devices/{id}/commands',
  name: 'queueCommand',
  summary: 'Queue a command of any type that this Mac’s enrolment allows',
  scope: 'commands:write',
  body: commandInput,
  mostBodyBytes: 8_000_000,
  successes: { 201: 'Queued', 200: 'Its idempotency key was used before: the command of then' },
  answer: queuedCommand,
  refusals: {
    404: ['device_not_found'],
    422: commandRefusals,
    429: ['erase_limit_reached'],
  },
  async run(actor, { id, body, headers }) {
    const idempotencyKey = readIdempotencyKey(headers, body.idempotencyKey)
    const queued = await queueCommand(actor, id, { ...body, idempotencyKey })
    const location = `/api/v1/commands/${queued.commandIds[0]}`
    return { status: queued.duplicate ? 200 : 201, body: queued, headers: { location } }
  },
})
