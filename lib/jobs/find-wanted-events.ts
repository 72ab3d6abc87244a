import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type MdmEventListener, mdmEventListeners } from './mdm-event-listeners.ts'

/** What no listener would do anything for, such as the answer to a routine question, need not cost a transaction. */
export async function findWantedEvents(events: readonly MdmEventRecord[]): Promise<ReadonlySet<string>> {
  const webhook = await prisma().webhook.findFirst({ where: { disabledAt: null }, select: { id: true } })
  if (webhook) return new Set(events.map(({ id }) => id))
  const wanted = new Set<string>()
  for (const [kind, some] of Map.groupBy(events, (event) => event.kind)) {
    for (const id of await askListeners(mdmEventListeners[kind] ?? [], some)) wanted.add(id)
  }
  return wanted
}

async function askListeners(listeners: MdmEventListener[], events: MdmEventRecord[]): Promise<string[]> {
  if (listeners.some(({ heed }) => !heed)) return events.map(({ id }) => id)
  const ways = new Set(listeners.flatMap(({ heed }) => heed ?? []))
  return (await Promise.all([...ways].map((heed) => heed(events)))).flat()
}
