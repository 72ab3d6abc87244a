import { listDevices } from '#lib/portal/api/list-devices.ts'
import { deviceList } from '#lib/portal/api/resources.ts'
import { deviceListQuery } from '#lib/portal/api/schema.ts'
import { endpoint } from '../endpoint.ts'

export const listDevicesEndpoint = endpoint({
  method: 'GET',
  path: '/devices',
  name: 'listDevices',
  summary: 'Macs a page at a time, in the order in which they first enrolled',
  scope: 'devices:read',
  query: deviceListQuery,
  successes: { 200: 'A page of Macs' },
  answer: deviceList,
  run: async (actor, { query }) => ({ body: await listDevices(actor, query) }),
})
