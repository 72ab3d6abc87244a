import type { Transaction } from '#lib/server/prisma.ts'
import { ApiError } from './api-error.ts'

/** Any number of digits will do; it must only be the same one everywhere. */
const eraseLock = 7_305_002
export const mostErasesAnHour = 5
const hourMilliseconds = 60 * 60 * 1000

/**
 * Stops a program that runs wild: only so many Macs an hour are erased or let go of, over all tokens. One after the
 * other, so that two at once cannot both be the last.
 * throws   ApiError with erase_limit_reached, which takes the command back with the transaction.
 */
export async function limitErasing(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${eraseLock}::bigint)`
  const asked = await tx.auditEntry.count({
    where: {
      action: { in: ['device.erase_asked', 'device.removal_asked'] },
      at: { gte: new Date(Date.now() - hourMilliseconds) },
    },
  })
  if (asked >= mostErasesAnHour) {
    throw new ApiError('erase_limit_reached', `no more than ${mostErasesAnHour} Macs are erased in an hour`)
  }
}
