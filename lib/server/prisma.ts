import { PrismaPg } from '@prisma/adapter-pg'
import type { Sql } from '#lib/mdm/store/sql.ts'
import { Prisma, PrismaClient } from './generated/client.ts'
import { runtime } from './runtime.ts'

/** What portal writes run on: everything inside commits together or not at all. */
export type Transaction = Prisma.TransactionClient

export function openPrisma(databaseUrl: string, maxConnections = 10): PrismaClient {
  // The adapter writes and reads moments without their zone, so the session must count in UTC, whatever the server does.
  const options = '-c TimeZone=UTC'
  const adapter = new PrismaPg({ connectionString: databaseUrl, max: maxConnections, options })
  return new PrismaClient({ adapter })
}

/** The client for reads outside a transaction. */
export function prisma(): PrismaClient {
  return runtime().prisma
}

/** What a transaction does last, by transaction. */
const endings = new WeakMap<Transaction, (() => Promise<void>)[]>()
const attempts = 3

/**
 * Runs a portal write as one transaction. When PostgreSQL ends it because it and another wait for each other, it has
 * not happened and runs again: so `run` does nothing outside the database.
 */
export async function inTransaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await prisma().$transaction((tx) => runToEnd(tx, run), { maxWait: 5_000, timeout: 15_000 })
    } catch (error) {
      if (attempt === attempts || !isDeadlock(error)) throw error
    }
  }
}

async function runToEnd<T>(tx: Transaction, run: (tx: Transaction) => Promise<T>): Promise<T> {
  const own: (() => Promise<void>)[] = []
  endings.set(tx, own)
  const value = await run(tx)
  for (const end of own) await end()
  return value
}

/** Prisma has a code for it, and for a statement of our own only the driver's word. */
function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return error.code === 'P2034' || JSON.stringify(error.meta ?? {}).includes('TransactionWriteConflict')
}

/** Does something at the very end of a transaction of inTransaction, for what holds up all others. */
export function beforeCommit(tx: Transaction, run: () => Promise<void>): void {
  const own = endings.get(tx)
  if (!own) throw new Error('this transaction was not begun by inTransaction')
  own.push(run)
}

/** A transaction's statements in the shape that lib/mdm takes. */
export function sqlOf(tx: Transaction): Sql {
  return (strings, ...values) => tx.$queryRaw(strings, ...values)
}
