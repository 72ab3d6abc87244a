import { cancelCommand } from '#lib/portal/api/cancel-command.ts'
import { endpoint } from '../../endpoint.ts'

export const cancelCommandEndpoint = endpoint({
  method: 'DELETE',
  path: '/commands/{id}',
  name: 'cancelCommand',
  summary: 'Take back a command that the Mac has not been sent',
  scope: 'commands:write',
  successes: { 204: 'It will not be sent' },
  refusals: { 404: ['command_not_found'], 409: ['command_sent_already'] },
  async run(actor, { id }) {
    await cancelCommand(actor, id)
    return {}
  },
})
