import type { Transaction } from '#lib/server/prisma.ts'
import { leavingSettings } from './schema.ts'

export const silentAfterKey = 'macs.silent_after_days'
export const letGoAfterKey = 'macs.let_go_after_days'

export interface LeavingSettings {
  /** A Mac that was silent for so long counts as left; 0: none ever does. */
  silentAfterDays: number
  /** A Mac that was told to leave and did not answer for so long is let go. */
  letGoAfterDays: number
}

const usual: LeavingSettings = { silentAfterDays: 60, letGoAfterDays: 14 }

export async function readLeavingSettings(db: Pick<Transaction, 'setting'>): Promise<LeavingSettings> {
  const rows = await db.setting.findMany({ where: { key: { in: [silentAfterKey, letGoAfterKey] } } })
  const values = new Map(rows.map(({ key, value }) => [key, value]))
  const { shape } = leavingSettings
  return {
    silentAfterDays:
      shape.silentAfterDays.safeParse(values.get(silentAfterKey)).data ?? usual.silentAfterDays,
    letGoAfterDays: shape.letGoAfterDays.safeParse(values.get(letGoAfterKey)).data ?? usual.letGoAfterDays,
  }
}
