import type { PrismaClient } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { graceInput } from './schema.ts'

export const offboardingKey = 'offboarding'

/** Two cycles of Microsoft Entra ID's provisioning and the time in which somebody notices; see docs/directory.md. */
const usualHours = 2

/** For how many hours the Macs of somebody whom the directory switches off are left alone. */
export async function readGraceHours(db: Transaction | PrismaClient): Promise<number> {
  const row = await db.setting.findUnique({ where: { key: offboardingKey } })
  return graceInput.safeParse(row?.value).data?.graceHours ?? usualHours
}
