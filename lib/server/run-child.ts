import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { log } from './log.ts'

export interface Child {
  /** The first line it prints; rejects when it ends before. */
  firstLine: Promise<string>
  /** Writes a line to its stdin. */
  say(line: string): void
  stop(): Promise<void>
}

/**
 * Runs one of our own programs beside us. It has a process group of its own, so that Ctrl-C reaches us first,
 * and our end of its stdin, whose closing tells it that we are gone.
 */
export function runChild(name: string, file: string, flags: string[]): Child {
  const child = spawn(process.execPath, [file, ...flags], { stdio: ['pipe', 'pipe', 'pipe'], detached: true })
  const lines = createInterface({ input: child.stdout })
  const errors = createInterface({ input: child.stderr })
  errors.on('line', (line) => log.warn({ child: name }, line))
  child.stdin.on('error', (error) =>
    log.warn({ child: name, err: error }, 'a helper process does not listen'),
  )
  let stopping = false
  const firstLine = new Promise<string>((resolve, reject) => {
    lines.once('line', (line) => {
      resolve(line)
      lines.on('line', (later) => log.debug({ child: name }, later))
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(new Error(`${name} ended with ${code} before it was ready`))
      if (!stopping) log.error({ child: name, code }, 'a helper process ended')
    })
  })
  // Whoever does not wait for the first line must not be ended by its rejection.
  firstLine.catch(() => undefined)
  return {
    firstLine,
    say: (line) => void child.stdin.write(`${line}\n`),
    async stop() {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      const slow = new AbortController()
      const limit = sleep(5_000, 'slow', { signal: slow.signal }).catch(() => 'stopped')
      if ((await Promise.race([exit, limit])) === 'slow') child.kill('SIGKILL')
      slow.abort()
      await exit
    },
  }
}
