import { accessSync, chmodSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { StartError } from './start-error.ts'

/** One by one: mkdir's own `recursive` never ends where the system refuses a folder as not found, as /proc does. */
function makeFolder(directory: string): void {
  if (existsSync(directory)) return
  makeFolder(path.dirname(directory))
  mkdirSync(directory, { mode: 0o700 })
}

/** Makes the data directory ours alone. Throws StartError when it cannot be written. */
export function openDataDirectory(directory: string): void {
  try {
    makeFolder(directory)
    if (!statSync(directory).isDirectory())
      throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
    // What others may do goes; the group's right to pass through, which PostgreSQL may need, is given later.
    if ((statSync(directory).mode & 0o077) !== 0) chmodSync(directory, 0o700)
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
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
