import { type ChildProcess, spawn } from 'node:child_process'
import type { MdmProcessOptions } from './mdm-process.ts'
import type { TestMdm } from './start-test-mdm.ts'

/** The same server in a process of its own, on the test's database and push service. Resolves when it serves. */
export async function spawnMdmProcess(server: TestMdm, port = 0): Promise<ChildProcess> {
  const { databaseUrl, masterKey, apns } = server
  const gateway = { host: '127.0.0.1', port: apns.port, caPem: apns.caPem }
  const options: MdmProcessOptions = { databaseUrl, masterKeyHex: masterKey.toString('hex'), gateway, port }
  const script = new URL('./mdm-process.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`the process ended with ${code}`)))
  })
  return child
}
