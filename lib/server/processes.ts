import cluster from 'node:cluster'
import { log } from './log.ts'
import { ProcessKeeper } from './process-keeper.ts'

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

/** Runs several processes that share their ports. Throws StartError when the first does not start. */
export async function startProcesses(options: ProcessesOptions): Promise<Processes> {
  const { count, file, settings, pausesMs = usualPausesMs } = options
  cluster.setupPrimary({ exec: file })
  const keeper = new ProcessKeeper(settings, pausesMs)
  try {
    // The first alone, so that what is wrong is said once.
    await keeper.add()
    await Promise.all(Array.from({ length: count - 1 }, () => keeper.add()))
  } catch (error) {
    await keeper.stop()
    throw error
  }
  let restarting: Promise<void> = Promise.resolve()
  return {
    restart() {
      restarting = restarting
        .then(() => keeper.restart())
        .catch((error: unknown) => log.error({ err: error }, 'the restart was broken off'))
      return restarting
    },
    stop: () => keeper.stop(),
  }
}
