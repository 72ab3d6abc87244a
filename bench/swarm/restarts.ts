import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PushNews } from '#bench/serve-apns.ts'
import type { Swarm } from '#simulator/swarm/start-swarm.ts'
import type { SwarmStage } from './open-swarm-stage.ts'

export type Restart = {
  what: 'server 1' | 'server 2' | 'push service'
  how: 'SIGTERM' | 'SIGKILL'
  /** How many commands were answered when it began, and when everything was back. */
  answeredBefore: number
  answeredAfter: number
  seconds: number
}

/** At which share of all answers what happens. */
const plan: [number, Restart['what'], Restart['how']][] = [
  [0.12, 'server 1', 'SIGTERM'],
  [0.25, 'server 2', 'SIGTERM'],
  [0.4, 'push service', 'SIGTERM'],
  [0.55, 'server 1', 'SIGKILL'],
  [0.7, 'push service', 'SIGKILL'],
  [0.85, 'server 2', 'SIGKILL'],
]

/** What the push service tells of pushes wakes the Macs. */
export function wakeBy(stage: SwarmStage, swarm: Swarm): void {
  stage.apns.onNews((news) => {
    for (const { token, status } of news as PushNews) if (status === 200) swarm.push(token)
  })
}

async function restartServer(stage: SwarmStage, place: 0 | 1, how: Restart['how']): Promise<void> {
  const server = stage.servers[place]
  stage.servers[place] = null
  await server?.end(how)
  stage.servers[place] = await stage.startServer(stage.ports[place])
}

/** The new one knows the old one's certificates and tokens, as Apple's service does after any trouble of its own. */
async function restartApns(stage: SwarmStage, swarm: Swarm, how: Restart['how']): Promise<void> {
  await stage.apns.end(how)
  const { port, authority } = stage.apnsFacts
  const tokens = stage.macs.map(({ token }) => token)
  const { child } = await stage.startApns({ port, authority, tokens })
  stage.apns = child
  wakeBy(stage, swarm)
}

/** Restarts one thing after another while the Macs work, each when their answers have come so far. */
export async function restartAll(
  stage: SwarmStage,
  swarm: Swarm,
  total: number,
  givenUp: AbortSignal,
): Promise<Restart[]> {
  const done: Restart[] = []
  for (const [share, what, how] of plan) {
    while (swarm.tally.acknowledged.size < share * total && !givenUp.aborted) await sleep(20)
    if (givenUp.aborted) return done
    const startedAt = performance.now()
    const answeredBefore = swarm.tally.acknowledged.size
    if (what === 'push service') await restartApns(stage, swarm, how)
    else await restartServer(stage, what === 'server 1' ? 0 : 1, how)
    const seconds = (performance.now() - startedAt) / 1000
    done.push({ what, how, answeredBefore, answeredAfter: swarm.tally.acknowledged.size, seconds })
    stage.say(`${what}: ${how}, back after ${seconds.toFixed(1)} s, ${answeredBefore} answers before`)
  }
  return done
}
