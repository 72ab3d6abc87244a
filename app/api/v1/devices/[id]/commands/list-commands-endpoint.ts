import { listCommands } from '#lib/portal/api/list-commands.ts'
import { commandList } from '#lib/portal/api/resources.ts'
import { commandListQuery } from '#lib/portal/api/schema.ts'
import { endpoint } from '../../../endpoint.ts'

export const listCommandsEndpoint = endpoint({
  method: 'GET',
  path: '/devices/{id}/commands',
  name: 'listCommands',
  summary: 'The commands of a Mac: those that wait, then those that are over, each newest first',
  scope: 'commands:read',
  query: commandListQuery,
  successes: { 200: 'A page of commands' },
  answer: commandList,
  refusals: { 404: ['device_not_found'] },
  run: async (actor, { id, query }) => ({ body: await listCommands(actor, id, query) }),
})
