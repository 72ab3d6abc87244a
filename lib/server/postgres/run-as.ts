import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { StartError } from '../start-error.ts'

/** How to start a program of PostgreSQL, which refuses to run as root. */
export interface RunAs {
  /** Words in front of the program. */
  prefix: string[]
  uid?: number
  gid?: number
  /** Gives a file or folder that we made to the user that PostgreSQL runs as. */
  give(file: string): void
}

const nobody = 65534

/** A program as another user, to whom everything in its folder belongs. */
function asUser(uid: number, gid: number): RunAs {
  return { prefix: [], uid, gid, give: (file) => chownSync(file, uid, gid) }
}

/** As root: the ways to be somebody else, the plainest first. */
function candidates(directory: string): RunAs[] {
  const { uid, gid } = statSync(directory)
  const switches = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups']
  return [
    uid === 0 ? asUser(nobody, nobody) : asUser(uid, gid),
    // Where nobody may not enter (a checkout in /root): the same files, seen by a user that is not called root.
    {
      prefix: ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`],
      give: (file) => chownSync(file, 0, 0),
    },
    // In a container that forbids namespaces: nobody, allowed through folders that are not theirs.
    {
      prefix: ['setpriv', ...switches, '--inh-caps=+dac_override', '--ambient-caps=+dac_override'],
      give: (file) => chownSync(file, nobody, nobody),
    },
  ]
}

function works(as: RunAs, program: string, directory: string): boolean {
  as.give(directory)
  const script = 'cd "$2" && test -w . && exec "$1" --version'
  const [command = 'sh', ...rest] = [...as.prefix, 'sh', '-c', script, 'sh', program, directory]
  const run = spawnSync(command, rest, { uid: as.uid, gid: as.gid, stdio: 'ignore', cwd: '/' })
  return run.status === 0
}

/** Another checkout, or another user, may have made the files that are there. */
function giveAll(as: RunAs, directory: string): void {
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    as.give(path.join(directory, name))
  }
}

/** A folder that is ours alone may be passed through (not read) by the one group that PostgreSQL runs with. */
function letEnter(folder: string): void {
  const { mode, uid } = statSync(folder)
  if ((mode & 0o001) !== 0 || uid !== 0) return
  chownSync(folder, 0, nobody)
  chmodSync(folder, 0o710)
}

/**
 * Decides as whom PostgreSQL runs.
 * directory  exists and is ours.
 */
export function decideRunAs(program: string, directory: string): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [], give: () => undefined }
  letEnter(path.dirname(directory))
  const found = candidates(directory).find((as) => works(as, program, directory))
  if (found) {
    giveAll(found, directory)
    return found
  }
  throw new StartError(
    `PostgreSQL does not run as root, and another user cannot reach ${directory}: start Zelf as an ordinary user, or move it out of a folder that only root may enter.`,
  )
}
