import { setTimeout as sleep } from 'node:timers/promises'
import type { QueueOrder } from '#bench/serve-mdm.ts'
import type { Swarm } from '#simulator/swarm/start-swarm.ts'
import { askAnyServer } from './ask-any-server.ts'
import type { SwarmStage } from './open-swarm-stage.ts'

export const commandsEach = 10
const ordersAtATime = 100
const ordersUnderWay = 2

/** Each has a key of its own: whoever asks again because a server died under the question asks for the same command. */
function makeOrders(stage: SwarmStage): QueueOrder[] {
  return Array.from({ length: commandsEach }, (_, turn) =>
    stage.macs.map(({ udid, index }): QueueOrder => {
      const body: QueueOrder['body'] =
        turn === 4
          ? { RequestType: 'DeviceInformation', Queries: ['OSVersion', 'DeviceName', 'SerialNumber'] }
          : { RequestType: 'RemoveProfile', Identifier: `nl.voorbeeld.profile-${turn}` }
      return { enrollmentId: udid, body, options: { idempotencyKey: `swarm-${index}-${turn}` } }
    }),
  ).flat()
}

/**
 * Queues ten commands for each Mac, never many more than the Macs have answered, so that there is always something
 * under way when a server goes. Gives the commands' ids.
 */
export async function queueForSwarm(
  stage: SwarmStage,
  swarm: Swarm,
  givenUp: AbortSignal,
): Promise<string[]> {
  const orders = makeOrders(stage)
  const mostWaiting = Math.max(200, stage.macs.length)
  const queued: string[] = []
  let at = 0
  const lane = async (): Promise<void> => {
    while (at < orders.length && !givenUp.aborted) {
      if (queued.length - swarm.tally.acknowledged.size > mostWaiting) {
        await sleep(20)
        continue
      }
      const some = orders.slice(at, at + ordersAtATime)
      at += some.length
      queued.push(...(await askAnyServer<string[]>(stage, 'queue', some)))
    }
  }
  await Promise.all(Array.from({ length: ordersUnderWay }, lane))
  return queued
}
