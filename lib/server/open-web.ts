import type { IncomingMessage, ServerResponse } from 'node:http'
import next from 'next'

export interface Web {
  respond(request: IncomingMessage, response: ServerResponse): Promise<void>
  close(): Promise<void>
}

/** Prepares Next: the built pages, or its development server inside this process. */
export async function openWeb(options: { dev: boolean; hostname: string; port: number }): Promise<Web> {
  const app = next({ dev: options.dev, hostname: options.hostname, port: options.port })
  await app.prepare()
  const handle = app.getRequestHandler()
  return { respond: (request, response) => handle(request, response), close: () => app.close() }
}
