import { systemActor } from '#lib/auth/actor.ts'
import { getRetention } from '#lib/portal/settings/get-retention.ts'
import { mdm } from '#lib/server/mdm.ts'

const day = 24 * 60 * 60 * 1000

/** Forgets what is older than the admins keep it: a part each time, so that a long history goes over hours. */
export async function forgetMdmHistory(now: Date): Promise<number> {
  const { historyDays } = await getRetention(systemActor('Zelf'))
  return mdm().forgetHistory(new Date(now.getTime() - historyDays * day))
}
