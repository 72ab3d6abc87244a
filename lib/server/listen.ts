import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StartError } from './start-error.ts'

export interface Place {
  host: string
  port: number
  /** The settings that say so, for the sentence that explains a failure. */
  settings: { host: string; port: string }
}

function explain(cause: NodeJS.ErrnoException, { settings }: Place): string {
  if (cause.code === 'EADDRINUSE') {
    return `another program uses it; stop that program, or choose another port with ${settings.port}`
  }
  if (cause.code === 'EACCES') {
    return `only root may use it; choose a port above 1023 with ${settings.port}`
  }
  return `${cause.code ?? cause.message}; check ${settings.host} and ${settings.port}`
}

/** Takes the place and gives the port. Throws StartError. */
export function listen(server: Server, place: Place): Promise<number> {
  const { host, port } = place
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new StartError(`Zelf cannot listen on ${host}:${port}: ${explain(cause, place)}.`, { cause }))
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
