import type { PrismaClient } from './generated/client.ts'
import { StartError } from './start-error.ts'

const key = 'demo'

/** A database belongs to the demo or to a company for ever: demo people must never wake up in production. */
export async function checkMode(prisma: PrismaClient, demo: boolean): Promise<void> {
  const found = await prisma.setting.findUnique({ where: { key } })
  if (!found) {
    await prisma.setting.create({ data: { key, value: demo } })
    return
  }
  if (found.value === demo) return
  throw new StartError(
    demo
      ? 'This database belongs to a company, so Zelf does not start on it in demo mode: remove ZELF_DEMO=on, or name another database.'
      : 'This database was filled by the demo, so Zelf does not start on it in production: name an empty one in DATABASE_URL, or another folder in ZELF_DATA_DIR.',
  )
}
