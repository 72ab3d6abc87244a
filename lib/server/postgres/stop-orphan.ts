import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../start-error.ts'

function readOr(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

function commandLineOf(pid: number): string {
  if (process.platform === 'linux') return (readOr(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ')
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch (error) {
    // ps ends with 1 when there is no such process.
    if (error instanceof Error && 'status' in error) return ''
    throw error
  }
}

function isOurs(pid: number, cluster: string): boolean {
  const line = commandLineOf(pid)
  return line.includes('postgres') && line.includes(cluster)
}

function parentOf(pid: number): number {
  if (process.platform === 'linux')
    return Number(/^PPid:\s+(\d+)$/m.exec(readOr(`/proc/${pid}/status`) ?? '')?.[1])
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }))
}

/** An orphan was handed to the system; one that still has its Zelf is in use. */
function refuseWhenInUse(pid: number, cluster: string): void {
  const parent = parentOf(pid)
  if (parent === process.pid || !(parent > 1) || !/\bnode\b/.test(commandLineOf(parent))) return
  throw new StartError(
    `Zelf already runs on the data in ${path.dirname(cluster)} (process ${parent}): stop it first, or name another folder in ZELF_DATA_DIR.`,
  )
}

/**
 * Clears away what a killed predecessor left: a PostgreSQL that still runs on this cluster is stopped,
 * a pid file of one that does not is removed. A process that is not ours is never touched.
 */
export async function stopOrphan(cluster: string): Promise<void> {
  const pidFile = path.join(cluster, 'postmaster.pid')
  const pid = Number(readOr(pidFile)?.split('\n')[0])
  if (!Number.isInteger(pid) || pid < 2) return
  if (isOurs(pid, cluster)) refuseWhenInUse(pid, cluster)
  const started = Date.now()
  let sent: NodeJS.Signals | null = null
  while (isOurs(pid, cluster)) {
    const waited = Date.now() - started
    const wanted: NodeJS.Signals = waited < 10_000 ? 'SIGINT' : 'SIGQUIT'
    if (waited > 20_000)
      throw new StartError(`An earlier PostgreSQL (process ${pid}) on ${cluster} does not stop.`)
    if (sent !== wanted) process.kill(pid, wanted)
    sent = wanted
    await sleep(20)
  }
  rmSync(pidFile, { force: true })
}
