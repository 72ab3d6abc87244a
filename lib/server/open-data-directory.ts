import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { StartError } from './start-error.ts'

/** One by one: mkdir's own `recursive` never ends where the system refuses a folder as not found, as /proc does. */
function makeFolder(directory: string): void {
  if (existsSync(directory)) return
  makeFolder(path.dirname(directory))
  mkdirSync(directory, { mode: 0o700 })
}

const ours = ['master-key', 'session-key', 'postgres', 'packages', 'demo', 'macs']

/** Somebody's home or /tmp would be closed to everybody else. */
function refuseForeignFolder(directory: string): void {
  const names = readdirSync(directory)
  if (names.length === 0 || names.some((name) => ours.includes(name))) return
  throw new StartError(
    `Zelf wants a folder of its own for its data, and ${directory} holds other things: name an empty one in ZELF_DATA_DIR.`,
  )
}

/** Makes the data directory ours alone. Throws StartError when it cannot be written or is not for us. */
export function openDataDirectory(directory: string): void {
  try {
    makeFolder(directory)
    if (!statSync(directory).isDirectory())
      throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
    refuseForeignFolder(directory)
    // What others may do goes; the group's right to pass through, which PostgreSQL may need, is given later.
    if ((statSync(directory).mode & 0o077) !== 0) chmodSync(directory, 0o700)
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    if (cause instanceof StartError) throw cause
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    const why =
      code === 'ENOTDIR' || code === 'EEXIST'
        ? 'a file is in its place'
        : `it cannot be made or written (${code})`
    throw new StartError(
      `Zelf keeps its data in ${directory}, but ${why}: make it writable, or name another folder in ZELF_DATA_DIR.`,
      { cause },
    )
  }
}
