import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const tickMs = 10

type Stat = { parent: number; ownTicks: number; goneTicks: number }

/** Fields 4, 14 to 17 of /proc/<pid>/stat; null when the process is gone. */
function readStat(pid: string): Stat | null {
  try {
    const text = readFileSync(join('/proc', pid, 'stat'), 'utf8')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [parent = 0, user = 0, system = 0] = [fields[1], fields[11], fields[12]]
    const [goneUser = 0, goneSystem = 0] = [fields[13], fields[14]]
    return { parent, ownTicks: user + system, goneTicks: goneUser + goneSystem }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

/** The first line of a cluster's postmaster.pid. */
export function readPostmasterPid(cluster: string): number {
  return Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
}

/**
 * How much CPU time a cluster has used in all its processes, also in those that have ended. Null where there is no
 * /proc.
 */
export function readDatabaseCpuMs(postmasterPid: number): number | null {
  if (process.platform !== 'linux') return null
  const postmaster = readStat(String(postmasterPid))
  if (!postmaster) return null
  let ticks = postmaster.ownTicks + postmaster.goneTicks
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const stat = readStat(pid)
    if (stat?.parent === postmasterPid) ticks += stat.ownTicks
  }
  return ticks * tickMs
}
