import type { X509Certificate } from 'node:crypto'
import type { BenchChild } from '#bench/control-channel.ts'
import { findFreePort } from '#bench/find-free-port.ts'
import { equipServer } from '#bench/open-bench.ts'
import { openStage, type Stage } from '#bench/open-stage.ts'
import type { BenchOptions } from '#bench/options.ts'
import { createConnection } from '#simulator/swarm/connection.ts'
import { openKeyPool } from '#simulator/swarm/key-pool.ts'
import { makeSwarmMac, type SwarmMac } from '#simulator/swarm/swarm-mac.ts'

/** Two servers on one database. While one is away, its place is empty. */
export type SwarmStage = Stage & {
  options: BenchOptions
  ports: [number, number]
  servers: [BenchChild | null, BenchChild | null]
  authority: X509Certificate
  macs: SwarmMac[]
  say: (line: string) => void
}

async function makeMacs(options: BenchOptions, count: number): Promise<SwarmMac[]> {
  const keys = await openKeyPool(options.keyDirectory, options.keys)
  return Array.from({ length: count }, (_, index) => {
    const key = keys[index % keys.length]
    if (!key) throw new RangeError('there is no key')
    return makeSwarmMac(index, key, 'swarm')
  })
}

export async function openSwarmStage(
  options: BenchOptions,
  count: number,
  say: SwarmStage['say'],
): Promise<SwarmStage> {
  const macs = await makeMacs(options, count)
  const stage = await openStage()
  try {
    const ports: SwarmStage['ports'] = [stage.firstPort, await findFreePort()]
    const first = await stage.startServer(ports[0])
    const connection = createConnection(ports[0])
    const authority = await equipServer(stage, first, connection)
    connection.close()
    const servers: SwarmStage['servers'] = [first, await stage.startServer(ports[1])]
    return { ...stage, options, ports, servers, authority, macs, say }
  } catch (error) {
    await stage.close()
    throw error
  }
}
