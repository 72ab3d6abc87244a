import { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'

export interface MacTicket {
  number: number
  subject: string
  status: string
  openerName: string
  updatedAt: Date
}

/** Questions about a Mac, those not solved first. Helpdesk only. */
export async function listMacTickets(actor: Actor, deviceId: string): Promise<MacTicket[]> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  if (!z.uuid().safeParse(deviceId).success) return []
  const tickets = await prisma().ticket.findMany({
    where: { deviceId },
    include: { opener: { select: { name: true } } },
    orderBy: { updatedAt: 'desc' },
    take: 20,
  })
  const rows = tickets.map(({ number, subject, status, opener, updatedAt }) => ({
    ...{ number, subject, status, updatedAt },
    openerName: opener.name,
  }))
  return rows.sort((a, b) => Number(a.status === 'resolved') - Number(b.status === 'resolved'))
}
