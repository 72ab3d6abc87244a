import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { MacState } from '#simulator/mac/mac-state.ts'
import { listSavedMacs, loadMacState } from '#simulator/mac/state-store.ts'

function run(words: string[]): { child: ChildProcess; output(): string } {
  const child = spawn(process.execPath, ['simulator/cli.ts', ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return { child, output: () => Buffer.concat(chunks).toString() }
}

async function ready({ child, output }: ReturnType<typeof run>): Promise<void> {
  while (!output().includes('Ctrl-C stops the program')) {
    if (child.exitCode !== null) throw new Error(`The Mac's process ended:\n${output()}`)
    await sleep(20)
  }
}

/** A simulated Mac in a process of its own, as `npm run mac` starts one. */
export class MacProcess {
  private readonly folder: string
  private running: ReturnType<typeof run>

  private constructor(folder: string, running: ReturnType<typeof run>) {
    this.folder = folder
    this.running = running
  }

  /** `npm run mac -- enroll <link>`; resolves when the Mac is enrolled. */
  static async enroll(link: string, flags: string[] = []): Promise<MacProcess> {
    const folder = await mkdtemp(path.join(tmpdir(), 'zelf-mac-'))
    const running = run(['enroll', link, '--state', folder, ...flags])
    await ready(running)
    return new MacProcess(folder, running)
  }

  /** All that the Mac remembers now, read from its own disk. */
  get state(): MacState {
    const [serialNumber = ''] = listSavedMacs(this.folder)
    const state = loadMacState(this.folder, serialNumber)
    if (!state) throw new Error(`There is no Mac in ${this.folder}:\n${this.running.output()}`)
    return state
  }

  /** Closes the lid: the process ends, the Mac's disk stays. */
  async stop(): Promise<void> {
    const { child } = this.running
    if (child.exitCode !== null) return
    const closed = once(child, 'close')
    child.kill('SIGTERM')
    await closed
  }

  /** `npm run mac -- resume`. */
  async resume(flags: string[] = []): Promise<void> {
    this.running = run(['resume', '--state', this.folder, ...flags])
    await ready(this.running)
  }

  async discard(): Promise<void> {
    await this.stop()
    await rm(this.folder, { recursive: true, force: true })
  }
}
