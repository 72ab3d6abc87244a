import { createEnrollmentLink } from '#lib/portal/api/create-enrollment-link.ts'
import { createdEnrollmentLink } from '#lib/portal/api/resources.ts'
import { enrollmentLinkInput } from '#lib/portal/api/schema.ts'
import { endpoint } from '../endpoint.ts'

export const createEnrollmentLinkEndpoint = endpoint({
  method: 'POST',
  path: '/enrollment-links',
  name: 'createEnrollmentLink',
  summary: 'Make a link with which a person enrols one Mac within 15 minutes',
  scope: 'enrollment-links:write',
  body: enrollmentLinkInput,
  successes: { 201: 'The link; its address is told this once' },
  answer: createdEnrollmentLink,
  refusals: { 422: ['person_not_found'] },
  async run(actor, { body }) {
    const link = await createEnrollmentLink(actor, body)
    return { status: 201, body: link, headers: { location: `/api/v1/enrollment-links/${link.id}` } }
  },
})
