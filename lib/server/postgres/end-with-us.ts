import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Stops a process when ours is gone, however it went: a shell waits for a pipe that only we hold to close.
 * PostgreSQL itself would go on without us.
 */
export function endWithUs(pid: number): { release(): void } {
  const script = 'cat >/dev/null; kill -INT "$1"'
  const watcher: ChildProcess = spawn('sh', ['-c', script, 'sh', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  })
  watcher.unref()
  return { release: () => watcher.kill('SIGKILL') }
}
