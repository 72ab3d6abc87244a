import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { log } from './log.ts'
import { StartError } from './start-error.ts'

export interface ProcessesOptions {
  count: number
  /** The program of each process. It sends `ready` when it serves, and stops in order at SIGTERM. */
  file: string
  /** Settings besides our own. */
  settings: Record<string, string>
  /** The pauses before a process that died is replaced; the last one repeats. */
  pausesMs?: readonly number[]
}

export interface Processes {
  /** Replaces one process after another, each when its successor serves. */
  restart(): Promise<void>
  /** Stops all in order, and replaces none any more. */
  stop(): Promise<void>
}

const usualPausesMs = [0, 1_000, 2_000, 5_000, 10_000, 30_000]
/** One that lived for so long did not die of how it was started. */
const wellMs = 60_000
const stopPatienceMs = 25_000

async function startOne(settings: Record<string, string>): Promise<Worker> {
  const worker = cluster.fork(settings)
  const ready = Promise.withResolvers<Worker>()
  worker.on('message', (message) => {
    if (message === 'ready') ready.resolve(worker)
  })
  worker.once('exit', () =>
    ready.reject(new StartError('A server process did not start; it said why above.')),
  )
  return ready.promise
}

/** Gives it time for what it has begun. */
async function stopOne(worker: Worker): Promise<void> {
  if (worker.isDead()) return
  const gone = once(worker, 'exit')
  worker.process.kill('SIGTERM')
  const timer = setTimeout(() => worker.process.kill('SIGKILL'), stopPatienceMs)
  await gone
  clearTimeout(timer)
}

/**
 * Runs several processes that share their ports. One that dies is replaced; one that dies again and again, after ever
 * longer pauses. Throws StartError when the first does not start.
 */
export async function startProcesses(options: ProcessesOptions): Promise<Processes> {
  const { count, file, settings, pausesMs = usualPausesMs } = options
  cluster.setupPrimary({ exec: file })
  const serving = new Set<Worker>()
  const stopping = new AbortController()
  let deaths = 0

  async function add(): Promise<void> {
    const worker = await startOne(settings)
    const since = Date.now()
    serving.add(worker)
    worker.once('exit', (code, signal) => {
      // One that was to stop has left the set before.
      if (!serving.delete(worker) || stopping.signal.aborted) return
      deaths = Date.now() - since > wellMs ? 0 : deaths + 1
      log.error({ pid: worker.process.pid, code, signal }, 'a server process died; another takes its place')
      void replace()
    })
    // It may have been asked to stop while this one was on its way.
    if (stopping.signal.aborted) await retire(worker)
  }

  async function replace(): Promise<void> {
    while (!stopping.signal.aborted) {
      const pauseMs = pausesMs[Math.min(Math.max(0, deaths - 1), pausesMs.length - 1)] ?? 0
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      try {
        return await add()
      } catch (error) {
        deaths += 1
        log.error({ err: error }, 'a server process could not be replaced yet')
      }
    }
  }

  async function retire(worker: Worker): Promise<void> {
    serving.delete(worker)
    await stopOne(worker)
  }

  let restarting: Promise<void> = Promise.resolve()
  async function restartAll(): Promise<void> {
    for (const old of [...serving]) {
      if (stopping.signal.aborted) return
      // Without a successor the old one goes on.
      await add()
      await retire(old)
    }
    log.info({ count: serving.size }, 'every server process was replaced')
  }

  const stopAll = async () => {
    stopping.abort()
    await Promise.all([...serving].map(retire))
  }
  try {
    // The first alone, so that what is wrong is said once.
    await add()
    await Promise.all(Array.from({ length: count - 1 }, add))
  } catch (error) {
    await stopAll()
    throw error
  }
  return {
    restart() {
      restarting = restarting
        .then(restartAll)
        .catch((error: unknown) => log.error({ err: error }, 'the restart was broken off'))
      return restarting
    },
    stop: stopAll,
  }
}
