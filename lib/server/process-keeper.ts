import type { Worker } from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import { log } from './log.ts'
import { startServerProcess, stopServerProcess } from './server-process.ts'

/** One that lived for so long did not die of how it was started. */
const wellMs = 60_000

/** Keeps server processes running: one that dies is replaced, again and again only after ever longer pauses. */
export class ProcessKeeper {
  readonly #settings: Record<string, string>
  readonly #pausesMs: readonly number[]
  readonly #serving = new Set<Worker>()
  readonly #stopping = new AbortController()
  #deaths = 0

  constructor(settings: Record<string, string>, pausesMs: readonly number[]) {
    this.#settings = settings
    this.#pausesMs = pausesMs
  }

  /** Resolves when another process serves. Throws StartError. */
  async add(): Promise<void> {
    const worker = await startServerProcess(this.#settings)
    const since = Date.now()
    this.#serving.add(worker)
    worker.once('exit', (code, signal) => {
      // One that was to stop has left the set before.
      if (!this.#serving.delete(worker) || this.#stopping.signal.aborted) return
      this.#deaths = Date.now() - since > wellMs ? 0 : this.#deaths + 1
      log.error({ pid: worker.process.pid, code, signal }, 'a server process died; another takes its place')
      void this.#replace()
    })
    // It may have been asked to stop while this one was on its way.
    if (this.#stopping.signal.aborted) await this.#retire(worker)
  }

  /** Replaces each process when its successor serves; without one it goes on. */
  async restart(): Promise<void> {
    for (const old of [...this.#serving]) {
      if (this.#stopping.signal.aborted) return
      await this.add()
      await this.#retire(old)
    }
    log.info({ count: this.#serving.size }, 'every server process was replaced')
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all([...this.#serving].map((worker) => this.#retire(worker)))
  }

  async #replace(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      const pauseMs = this.#pausesMs[Math.min(Math.max(0, this.#deaths - 1), this.#pausesMs.length - 1)]
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return
      try {
        return await this.add()
      } catch (error) {
        this.#deaths += 1
        log.error({ err: error }, 'a server process could not be replaced yet')
      }
    }
  }

  async #retire(worker: Worker): Promise<void> {
    this.#serving.delete(worker)
    await stopServerProcess(worker)
  }
}
