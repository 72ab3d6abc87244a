import { Notification, Provider, type ResponseFailure } from '@parse/node-apn'

/**
 * One push certificate at one push service.
 * Source: Apple, "Sending push notifications to devices"
 */
export type PushClientOptions = {
  certificatePem: string
  privateKeyPem: string
  topic: string
  gateway?: { host: string; port: number; caPem?: string }
}

/**
 * What the push service said; status is null when it said nothing.
 * Source: Apple, "Handling notification responses from APNs"
 */
export type PushAnswer = { status: number | null; reason: string }

/**
 * Sends pushes over one HTTP/2 session.
 * Source: Apple, "Sending push notifications to devices"
 */
export type PushClient = {
  push(token: Uint8Array, pushMagic: string): Promise<PushAnswer>
  close(): Promise<void>
}

/**
 * Opens a client. It never retries by itself: that is for the sender, whose retries outlive the process.
 * Source: Apple, "Sending push notifications to devices"
 */
export function createPushClient(options: PushClientOptions): PushClient {
  const { gateway } = options
  const provider = new Provider({
    cert: Buffer.from(options.certificatePem),
    key: Buffer.from(options.privateKeyPem),
    production: true,
    connectionRetryLimit: 0,
    requestTimeout: 10_000,
    ...(gateway && { address: gateway.host, port: gateway.port }),
    ...(gateway?.caPem && { ca: [Buffer.from(gateway.caPem)] }),
  })
  return {
    async push(token, pushMagic) {
      const notification = new Notification()
      notification.rawPayload = { mdm: pushMagic }
      notification.topic = options.topic
      notification.pushType = 'mdm'
      notification.priority = 10
      const { sent, failed } = await provider.send(notification, Buffer.from(token).toString('hex'))
      if (sent.length > 0) return { status: 200, reason: '' }
      return readFailure(failed[0])
    },
    close: () => provider.shutdown(),
  }
}

function readFailure(failure: ResponseFailure | undefined): PushAnswer {
  const reason = failure?.response?.reason ?? failure?.error?.message ?? 'no answer'
  return { status: failure?.status ?? null, reason }
}
