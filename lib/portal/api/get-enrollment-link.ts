import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { mdm } from '#lib/server/mdm.ts'
import { prisma, sqlOf } from '#lib/server/prisma.ts'
import { ApiError } from './api-error.ts'
import type { EnrollmentLink } from './resources.ts'

/** How far somebody has come with an enrolment link. */
export async function getEnrollmentLink(actor: Actor, id: string): Promise<EnrollmentLink> {
  requireScope(actor, 'enrollment-links:read')
  const row = await prisma().mdmInvitation.findUnique({ where: { id } })
  const person = row && (await prisma().person.findUnique({ where: { id: row.personId } }))
  const state = row && (await mdm().in(sqlOf(prisma())).invitationState(id))
  if (!row || !person || !state) {
    throw new ApiError('enrollment_link_not_found', 'there is no such enrolment link')
  }
  const device =
    state === 'enrolled' && row.enrollmentId
      ? await prisma().device.findUnique({ where: { enrollmentId: row.enrollmentId }, select: { id: true } })
      : null
  return {
    id,
    person: { id: person.id, name: person.name, email: person.email },
    ownership: row.ownership === 'personal' ? 'personal' : 'company',
    state,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    deviceId: device?.id ?? null,
  }
}
