import { cancelCommands } from '#lib/portal/api/cancel-commands.ts'
import { cancelledCommands } from '#lib/portal/api/resources.ts'
import { endpoint } from '../../../endpoint.ts'

export const cancelCommandsEndpoint = endpoint({
  method: 'DELETE',
  path: '/devices/{id}/commands',
  name: 'cancelCommands',
  summary: 'Take back every command that this Mac has not been sent, whoever queued it',
  scope: 'commands:write',
  successes: { 200: 'How many there were' },
  answer: cancelledCommands,
  refusals: { 404: ['device_not_found'] },
  run: async (actor, { id }) => ({ body: await cancelCommands(actor, id) }),
})
