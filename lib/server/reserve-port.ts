import { createServer } from 'node:http'
import { listen, type Place } from './listen.ts'

/** Finds out that a port is free, and which it is when any will do, for processes that will share it. Throws StartError. */
export async function reservePort(place: Place): Promise<number> {
  const server = createServer()
  const port = await listen(server, place)
  await new Promise((resolve) => server.close(resolve))
  return port
}
