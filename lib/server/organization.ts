import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { PrismaClient } from './generated/client.ts'

const idKey = 'organization.id'
const nameSetting = z.object({ name: z.string() })

/** Who signs profiles: a reverse-DNS id that this deployment keeps for ever, and the name that admins may change. */
export async function readOrganization(prisma: PrismaClient): Promise<{ id: string; name: string }> {
  const setting = await prisma.setting.findUnique({ where: { key: 'organization' } })
  const name = nameSetting.safeParse(setting?.value).data?.name ?? 'Zelf'
  const made = await prisma.setting.upsert({
    where: { key: idKey },
    create: { key: idKey, value: `zelf.${randomUUID()}` },
    update: {},
  })
  return { id: z.string().parse(made.value), name }
}
