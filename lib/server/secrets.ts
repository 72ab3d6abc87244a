import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import type { Env } from './env.ts'
import { StartError } from './start-error.ts'

export interface Secrets {
  /** Seals what is secret in the database; 32 bytes. */
  masterKey: Uint8Array
  /** Signs sessions. */
  sessionKey: string
}

/** Written beside and moved into place, so that a power cut leaves no half of a key. */
function writeKey(file: string, value: string): void {
  const draft = `${file}.new`
  const handle = openSync(draft, 'w', 0o600)
  writeSync(handle, `${value}\n`)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(draft, file)
}

function keyFrom(file: string): string {
  if (!existsSync(file)) writeKey(file, randomBytes(32).toString('hex'))
  chmodSync(file, 0o600)
  const value = readFileSync(file, 'utf8').trim()
  if (/^[0-9a-f]{64}$/i.test(value)) return value
  throw new StartError(`The key in ${file} is damaged: put back the copy from your backup.`)
}

/** The two keys, from the environment or from the data directory, where the first start makes them. */
export function openSecrets(
  env: Pick<Env, 'ZELF_MASTER_KEY' | 'ZELF_SESSION_KEY' | 'dataDirectory'>,
): Secrets {
  const inData = (name: string) => keyFrom(path.join(env.dataDirectory, name))
  return {
    masterKey: Buffer.from(env.ZELF_MASTER_KEY ?? inData('master-key'), 'hex'),
    sessionKey: env.ZELF_SESSION_KEY ?? inData('session-key'),
  }
}
