import { getEnrollmentLink } from '#lib/portal/api/get-enrollment-link.ts'
import { enrollmentLink } from '#lib/portal/api/resources.ts'
import { endpoint } from '../../endpoint.ts'

export const getEnrollmentLinkEndpoint = endpoint({
  method: 'GET',
  path: '/enrollment-links/{id}',
  name: 'getEnrollmentLink',
  summary: 'How far somebody has come with a link, and which Mac it enrolled',
  scope: 'enrollment-links:read',
  successes: { 200: 'The link, without its address' },
  answer: enrollmentLink,
  refusals: { 404: ['enrollment_link_not_found'] },
  run: async (actor, { id }) => ({ body: await getEnrollmentLink(actor, id) }),
})
