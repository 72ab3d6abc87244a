import { Prisma } from '#lib/server/generated/client.ts'

/** What the row of a Mac says that nobody has told to leave, or that has left. */
export const noRemoval = {
  removalAskedAt: null,
  removalHow: null,
  removalCommandId: null,
  removalAnsweredAt: null,
  removalFailure: Prisma.DbNull,
} as const
