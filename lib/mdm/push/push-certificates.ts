import type { MdmOptions } from '../service/mdm-options.ts'
import { type PushCertificateRow, retrievePushCertificate } from '../store/push-certificate.ts'
import { retrievePushFailure } from '../store/pushes.ts'
import { createPushClient, type PushClient } from './push-client.ts'

/**
 * Whether Macs can be woken, and if not, why.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type PushStatus = {
  state: 'ready' | 'no_certificate' | 'expired' | 'failing'
  topic: string | null
  notAfter: Date | null
  failure: string | null
}

/**
 * Keeps the push certificate and the client that goes with it.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type PushCertificates = {
  client(): Promise<PushClient | null>
  status(): Promise<PushStatus>
  close(): Promise<void>
}

type Options = Pick<MdmOptions, 'sql' | 'unseal' | 'clock' | 'pushGateway' | 'log'>

/**
 * Reads the certificate from the database each time, so that one imported by another process is used at once.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export function createPushCertificates(options: Options): PushCertificates {
  let open: { version: string; client: PushClient } | null = null

  const close = async (): Promise<void> => {
    const before = open
    open = null
    await before?.client.close()
  }
  return {
    async client() {
      const row = await retrievePushCertificate(options.sql)
      if (!row || row.notAfter <= options.clock()) return null
      const version = row.certificatePem
      if (open?.version === version) return open.client
      // What is under way with the certificate before may end.
      close().catch((error: unknown) =>
        options.log({ level: 'warn', message: 'a push client did not close', error }),
      )
      open = { version, client: clientFor(options, row) }
      return open.client
    },
    async status() {
      const row = await retrievePushCertificate(options.sql)
      if (!row) return { state: 'no_certificate', topic: null, notAfter: null, failure: null }
      const { topic, notAfter } = row
      if (notAfter <= options.clock()) return { state: 'expired', topic, notAfter, failure: null }
      const failure = await retrievePushFailure(options.sql)
      return { state: failure ? 'failing' : 'ready', topic, notAfter, failure }
    },
    close,
  }
}

function clientFor(options: Options, row: PushCertificateRow): PushClient {
  return createPushClient({
    certificatePem: row.certificatePem,
    privateKeyPem: Buffer.from(options.unseal(row.sealedKey)).toString('utf8'),
    topic: row.topic,
    gateway: options.pushGateway,
  })
}
