import type { Transaction } from '#lib/server/prisma.ts'
import { digestSessionToken } from './session-token.ts'

/** Removes the session of a token; from the next request on it is nobody's. Says whose it was. */
export async function endSession(tx: Transaction, token: string): Promise<{ personId: string } | null> {
  const where = { tokenSha256: digestSessionToken(token) }
  const session = await tx.session.findUnique({ where })
  if (!session) return null
  await tx.session.deleteMany({ where })
  return { personId: session.personId }
}
