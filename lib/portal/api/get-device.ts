import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { prisma } from '#lib/server/prisma.ts'
import { ApiError } from './api-error.ts'
import type { ApiDevice } from './resources.ts'
import { viewDevice } from './view-device.ts'

/** One Mac: facts, posture, enrolment, owner. */
export async function getDevice(actor: Actor, id: string): Promise<ApiDevice> {
  requireScope(actor, 'devices:read')
  const device = await prisma().device.findUnique({
    where: { id },
    include: { owner: { select: { id: true, name: true, email: true } } },
  })
  if (!device) throw new ApiError('device_not_found', 'there is no such Mac')
  const contact = await prisma().mdmEnrollment.findUnique({ where: { id: device.enrollmentId } })
  return viewDevice(device, contact ?? undefined)
}
