import { PrismaPg } from '@prisma/adapter-pg'
import type { Sql } from '#lib/mdm/store/sql.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'
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

/** Runs a portal write as one transaction. */
export function inTransaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
  return prisma().$transaction(run, { maxWait: 5_000, timeout: 15_000 })
}

/** A transaction's statements in the shape that lib/mdm takes. */
export function sqlOf(tx: Transaction): Sql {
  return (strings, ...values) => tx.$queryRaw(strings, ...values)
}
