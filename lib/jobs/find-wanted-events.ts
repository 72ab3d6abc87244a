import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { typeOfEvent } from '#lib/portal/webhooks/read-event.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type MdmEventListener, mdmEventListeners } from './mdm-event-listeners.ts'

/** What no listener would do anything for, such as the answer to a routine question, need not cost a transaction. */
export async function findWantedEvents(events: readonly MdmEventRecord[]): Promise<ReadonlySet<string>> {
  const webhooks = await prisma().webhook.findMany({ where: { disabledAt: null }, select: { events: true } })
  const types = new Set(webhooks.flatMap((webhook) => webhook.events))
  const told = events.filter((event) => types.has(typeOfEvent(event) ?? ''))
  const wanted = new Set(told.map(({ id }) => id))
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
