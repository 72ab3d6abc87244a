import type { Transaction } from '#lib/server/prisma.ts'

/** A Mac that was leaving stays: profiles that it has not confirmed count as not sent, so that the job sends them again. */
export async function resumeProfiles(tx: Transaction, deviceId: string): Promise<void> {
  await tx.profileInstall.updateMany({
    where: { deviceId, wanted: true, commandId: { not: null } },
    data: { sha256Hex: null },
  })
}
