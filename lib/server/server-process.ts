import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { StartError } from './start-error.ts'

const stopPatienceMs = 25_000

/** Starts one of several server processes; resolves when it serves. Throws StartError when it ends before. */
export async function startServerProcess(settings: Record<string, string>): Promise<Worker> {
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
export async function stopServerProcess(worker: Worker): Promise<void> {
  if (worker.isDead()) return
  const gone = once(worker, 'exit')
  worker.process.kill('SIGTERM')
  const timer = setTimeout(() => worker.process.kill('SIGKILL'), stopPatienceMs)
  await gone
  clearTimeout(timer)
}
