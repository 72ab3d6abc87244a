import { Logger, run } from 'graphile-worker'
import { log } from '#lib/server/log.ts'
import { runSweeps } from './run-sweeps.ts'

const quietLogger = new Logger((scope) => (level, message, meta) => {
  if (level === 'error' || level === 'warning') log.warn({ scope, meta }, `scheduler: ${message}`)
})

/** Runs the sweeps every minute, once over all processes on the same database. */
export async function startScheduler(databaseUrl: string): Promise<{ stop(): Promise<void> }> {
  const runner = await run({
    connectionString: databaseUrl,
    maxPoolSize: 3,
    concurrency: 1,
    noHandleSignals: true,
    pollInterval: 60_000,
    logger: quietLogger,
    taskList: { sweep: () => runSweeps() },
    crontab: '* * * * * sweep ?max=1&jobKey=sweep',
  })
  return { stop: () => runner.stop() }
}
