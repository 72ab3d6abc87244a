import { getDevice } from '#lib/portal/api/get-device.ts'
import { device } from '#lib/portal/api/resources.ts'
import { endpoint } from '../../endpoint.ts'

export const getDeviceEndpoint = endpoint({
  method: 'GET',
  path: '/devices/{id}',
  name: 'getDevice',
  summary: 'A Mac: its facts, security posture, enrolment and owner',
  scope: 'devices:read',
  successes: { 200: 'The Mac' },
  answer: device,
  refusals: { 404: ['device_not_found'] },
  run: async (actor, { id }) => ({ body: await getDevice(actor, id) }),
})
