import { X509Certificate } from 'node:crypto'
import path from 'node:path'
import type { PushCertificate } from '#simulator/apns/apns-authority.ts'
import type { RsaKey } from '#simulator/pki/rsa-key.ts'
import { createConnection, type SwarmConnection } from '#simulator/swarm/connection.ts'
import { openKeyPool } from '#simulator/swarm/key-pool.ts'
import { getAuthorityRequest } from '#simulator/swarm/scep-enrollment.ts'
import type { SwarmMac } from '#simulator/swarm/swarm-mac.ts'
import { type BenchChild, startChild } from './control-channel.ts'
import { openStage, type Stage } from './open-stage.ts'
import type { BenchOptions } from './options.ts'

/** What the phases work with. */
export type Bench = Stage & {
  options: BenchOptions
  server: BenchChild
  floor: BenchChild
  connections: SwarmConnection[]
  floorConnections: SwarmConnection[]
  keys: RsaKey[]
  authority: X509Certificate
  /** Those that have enrolled. */
  macs: SwarmMac[]
  say: (line: string) => void
}

export const openConnections = (port: number, count: number): SwarmConnection[] =>
  Array.from({ length: count }, () => createConnection(port))

/** Gives the server its push certificate, and brings its authority's certificate. */
export async function equipServer(stage: Stage, server: BenchChild, connection: SwarmConnection) {
  await server.ask('importPushCertificate', await stage.apns.ask<PushCertificate>('issue'))
  return new X509Certificate((await connection.send(getAuthorityRequest())).body)
}

/** Starts everything and waits until it answers. */
export async function openBench(options: BenchOptions, say: Bench['say']): Promise<Bench> {
  say('Keys, database, push service, server and floor ...')
  const keys = await openKeyPool(options.keyDirectory, options.keys)
  const stage = await openStage()
  try {
    const server = await stage.startServer(stage.firstPort)
    const floorFile = path.join(import.meta.dirname, 'floor.ts')
    const floor = await startChild(floorFile, { databaseUrl: stage.databaseUrl })
    stage.closing.push(() => floor.end())
    const publicPems = keys.map((key) => key.publicKey.export({ type: 'spki', format: 'pem' }).toString())
    await floor.ask('keys', publicPems)
    const connections = openConnections(stage.firstPort, options.connections)
    const floorConnections = openConnections(await floor.ask<number>('port'), options.connections)
    stage.closing.push(async () => {
      for (const connection of [...connections, ...floorConnections]) connection.close()
    })
    const [first] = connections
    if (!first) throw new RangeError('there is no connection')
    const authority = await equipServer(stage, server, first)
    return { ...stage, options, server, floor, connections, floorConnections, keys, authority, macs: [], say }
  } catch (error) {
    await stage.close()
    throw error
  }
}
