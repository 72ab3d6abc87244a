import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ProductOptions {
  /** Settings besides PORT and ZELF_DATA_DIR. */
  env?: Record<string, string>
  /** Of an earlier product, to go on with its data; else a new folder, removed by stop(). */
  dataDirectory?: string
  port?: number
}

export interface Product {
  url: string
  port: number
  pid: number
  dataDirectory: string
  /** Everything it has printed so far. */
  output(): string
  /** Ctrl-C; gives the exit code. The data stays when it was brought along. */
  stop(): Promise<number | null>
  /** As a power cut would: the process alone, with no chance to clear up. */
  kill9(): Promise<void>
}

export interface Ending {
  code: number | null
  output: string
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

function launch(env: Record<string, string>): { child: ChildProcess; output(): string } {
  const { PATH = '', HOME = '', TMPDIR } = process.env
  const inherited: Record<string, string> = { PATH, HOME, ...(TMPDIR && { TMPDIR }) }
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    // Only what is named: settings of the person who runs the tests must not reach the product.
    env: { ...inherited, ...env } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return { child, output: () => Buffer.concat(chunks).toString() }
}

/** Runs `npm start` where it is expected to give up, and gives what it said. */
export async function startInVain(env: Record<string, string>): Promise<Ending> {
  const { child, output } = launch(env)
  const [code] = await once(child, 'close')
  return { code, output: output() }
}

/** Starts the real product, as `npm start` does, on a free port; resolves when it says that it is ready. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(path.join(tmpdir(), 'zelf-product-')))
  const port = options.port ?? (await findFreePort())
  const { child, output } = launch({ PORT: String(port), ZELF_DATA_DIR: dataDirectory, ...options.env })
  const closed = once(child, 'close')
  while (!output().includes('Zelf is ready:')) {
    if (child.exitCode !== null) throw new Error(`Zelf ended with ${child.exitCode}:\n${output()}`)
    await sleep(25)
  }
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    dataDirectory,
    output,
    async stop() {
      child.kill('SIGINT')
      const [code] = await closed
      if (!options.dataDirectory) await rm(dataDirectory, { recursive: true, force: true })
      return code
    },
    async kill9() {
      child.kill('SIGKILL')
      await closed
    },
  }
}
