import path from 'node:path'
import { z } from 'zod'
import { runChild } from './run-child.ts'

const announcement = z.object({
  apnsPort: z.number(),
  devicePort: z.number(),
  certificatePem: z.string(),
  privateKeyPem: z.string(),
  topic: z.string(),
  caPem: z.string(),
})

export type DemoPushService = z.infer<typeof announcement> & { stop(): Promise<void> }

/** Starts the demo's pretend push service; its certificates and undelivered pushes survive a restart. */
export async function startDemoPushService(dataDirectory: string): Promise<DemoPushService> {
  const state = path.join(dataDirectory, 'demo', 'push')
  const child = runChild('push service', 'simulator/apns/main.ts', ['--with-parent', '--state', state])
  try {
    return { ...announcement.parse(JSON.parse(await child.firstLine)), stop: () => child.stop() }
  } catch (error) {
    await child.stop()
    throw error
  }
}
