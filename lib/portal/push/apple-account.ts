import { z } from 'zod'
import type { Transaction } from '#lib/server/prisma.ts'

/** Under which the setting stands that names the Apple Account of the certificate. */
export const appleAccountKey = 'push.apple_account'

export const storedAppleAccount = z.object({ account: z.string() })

/** Notes the Apple Account that holds the certificate; null forgets it. */
export async function writeAppleAccount(tx: Transaction, account: string | null): Promise<void> {
  const key = appleAccountKey
  if (account === null) {
    await tx.setting.deleteMany({ where: { key } })
    return
  }
  const value = { account }
  await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } })
}
