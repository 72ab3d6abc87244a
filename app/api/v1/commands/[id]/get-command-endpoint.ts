import { getCommand } from '#lib/portal/api/get-command.ts'
import { command } from '#lib/portal/api/resources.ts'
import { endpoint } from '../../endpoint.ts'

export const getCommandEndpoint = endpoint({
  method: 'GET',
  path: '/commands/{id}',
  name: 'getCommand',
  summary: 'How a command stands',
  scope: 'commands:read',
  successes: { 200: 'The command, without its parameters' },
  answer: command,
  refusals: { 404: ['command_not_found'] },
  run: async (actor, { id }) => ({ body: await getCommand(actor, id) }),
})
