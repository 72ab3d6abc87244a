import { readFileSync } from 'node:fs'
import type { Env } from './env.ts'
import { StartError } from './start-error.ts'

export interface PushGateway {
  host: string
  port: number
  caPem?: string
}

type PushSettings = Pick<Env, 'ZELF_APNS_HOST' | 'ZELF_APNS_PORT' | 'ZELF_APNS_CA_FILE'>

/** The push service that the environment names: Apple's, unless it says otherwise. */
export function readPushGateway(env: PushSettings): PushGateway {
  const place = { host: env.ZELF_APNS_HOST, port: env.ZELF_APNS_PORT }
  if (env.ZELF_APNS_CA_FILE === undefined) return place
  try {
    return { ...place, caPem: readFileSync(env.ZELF_APNS_CA_FILE, 'utf8') }
  } catch (cause) {
    throw new StartError(`ZELF_APNS_CA_FILE (${env.ZELF_APNS_CA_FILE}) cannot be read.`, { cause })
  }
}
