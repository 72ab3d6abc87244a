import type { Transaction } from '#lib/server/prisma.ts'

/** From here to the end of the transaction, who else counts this person's Macs waits. */
export async function lockPerson(tx: Transaction, personId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM person WHERE id = ${personId}::uuid FOR UPDATE`
}
