import type { CatalogApp, Request } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { InstallError } from './install-error.ts'

/**
 * The request to decide upon, with its install and itself locked (always in that order).
 *
 * throws  InstallError request_not_found, request_already_decided, request_expired
 */
export async function findWaitingRequest(
  tx: Transaction,
  requestId: string,
): Promise<Request & { app: CatalogApp }> {
  await tx.$queryRaw`
    SELECT install.id FROM install JOIN request ON request.install_id = install.id
    WHERE request.id = ${requestId}::uuid FOR UPDATE OF install`
  await tx.$queryRaw`SELECT id FROM request WHERE id = ${requestId}::uuid FOR UPDATE`
  const request = await tx.request.findUnique({ where: { id: requestId }, include: { app: true } })
  if (!request) throw new InstallError('request_not_found')
  if (request.status === 'expired') throw new InstallError('request_expired')
  if (request.status !== 'waiting') throw new InstallError('request_already_decided')
  if (request.expiresAt <= new Date()) throw new InstallError('request_expired')
  return request
}
