import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveDownload } from '#lib/portal/installs/serve-download.ts'

export interface DownloadServer {
  url: string
  server: Server
  stop(): Promise<void>
}

/** The downloads of Macs on a port of their own; everything else is answered with 418. */
export async function serveDownloads(): Promise<DownloadServer> {
  const server = createServer((request, response) => {
    if (!serveDownload(request, response)) response.writeHead(418).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
