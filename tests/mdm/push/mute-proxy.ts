import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type MuteProxy = {
  port: number
  /** From now on nothing passes, and nobody is told: a half-open connection. New ones pass. */
  muteOpenConnections(): void
  close(): Promise<void>
}

/** Stands between a client and a server and can go mute as a broken network does. */
export async function startMuteProxy(targetPort: number): Promise<MuteProxy> {
  const pairs = new Set<[Socket, Socket]>()
  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1')
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    near.pipe(far).pipe(near)
    const end = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const socket of pair) socket.on('error', end).on('close', end)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    muteOpenConnections() {
      for (const [near, far] of pairs) {
        near.unpipe(far).pause()
        far.unpipe(near).pause()
      }
    },
    async close() {
      for (const [near, far] of [...pairs]) {
        near.destroy()
        far.destroy()
      }
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
