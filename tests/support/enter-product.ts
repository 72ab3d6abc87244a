import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openRuntime } from '#lib/server/open-runtime.ts'
import type { Runtime } from '#lib/server/runtime.ts'
import type { Product } from './product.ts'

/** The database of a running product, with its own key, so that the makers of tests/support can fill it. */
export async function enterProduct(product: Product): Promise<{ runtime: Runtime; close(): Promise<void> }> {
  const inData = (...names: string[]) => readFile(path.join(product.dataDirectory, ...names), 'utf8')
  const [password, pidFile, masterKey, sessionKey] = await Promise.all([
    inData('postgres', 'password'),
    inData('postgres', 'cluster', 'postmaster.pid'),
    inData('master-key'),
    inData('session-key'),
  ])
  return openRuntime({
    publicUrl: product.url,
    databaseUrl: `postgresql://zelf:${password.trim()}@127.0.0.1:${pidFile.split('\n')[3]}/zelf`,
    masterKey: Buffer.from(masterKey.trim(), 'hex'),
    sessionKey: sessionKey.trim(),
    maxConnections: 3,
  })
}
