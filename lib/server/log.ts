import pino from 'pino'
import { env } from './env.ts'

const secret = ['password', 'token', 'secret', 'challenge', 'privateKeyPem', 'pin', 'cookie', 'authorization']

/** One JSON line an event, with anything that looks like a secret left out. */
export const log = pino({
  level: env().LOG_LEVEL,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
})
