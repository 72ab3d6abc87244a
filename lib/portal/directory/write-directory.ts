import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { Prisma } from '#lib/server/generated/client.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { ScimError } from './scim-error.ts'

/** One transaction for a token of the directory. What the database holds to be there already is a conflict. */
export async function writeDirectory<T>(actor: Actor, run: (tx: Transaction) => Promise<T>): Promise<T> {
  requireScope(actor, 'scim')
  try {
    return await inTransaction(run)
  } catch (cause) {
    const isTaken = cause instanceof Prisma.PrismaClientKnownRequestError && cause.code === 'P2002'
    if (!isTaken) throw cause
    throw new ScimError('uniqueness', 'another resource has this name, address or externalId', { cause })
  }
}
