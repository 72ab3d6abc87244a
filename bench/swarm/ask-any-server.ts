import { setTimeout as sleep } from 'node:timers/promises'
import { BenchChildError } from '#bench/control-channel.ts'
import type { SwarmStage } from './open-swarm-stage.ts'

const patienceMs = 100
const attempts = 600

/** Asks a server that is there, and another one when that went away before it answered: ask only what may be repeated. */
export async function askAnyServer<T>(stage: SwarmStage, what: string, about: unknown): Promise<T> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const server = stage.servers[attempt % stage.servers.length]
    if (server) {
      try {
        return await server.ask<T>(what, about)
      } catch (error) {
        // One that is being stopped ends what it was asked in the middle.
        if (stage.servers.includes(server) && server.process.connected) throw error
      }
    }
    await sleep(patienceMs)
  }
  throw new BenchChildError(`no server did “${what}”`)
}
