import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs'
import { StartError } from './start-error.ts'

/** Makes the data directory ours alone. Throws StartError when it cannot be written. */
export function openDataDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    // What others may do goes; the group's right to pass through, which PostgreSQL may need, is given later.
    if ((statSync(directory).mode & 0o077) !== 0) chmodSync(directory, 0o700)
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    const why =
      code === 'ENOTDIR' || code === 'EEXIST' ? 'a file is in its place' : `it cannot be written (${code})`
    throw new StartError(
      `Zelf keeps its data in ${directory}, but ${why}: make it writable, or name another folder in ZELF_DATA_DIR.`,
      { cause },
    )
  }
}
