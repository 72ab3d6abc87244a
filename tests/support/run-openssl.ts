import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Why a test that asks openssl is skipped; null when it runs. */
export const opensslMissing =
  spawnSync('openssl', ['version']).status === 0 ? null : 'skipped: there is no openssl on this machine'

/** Runs openssl on these files by their names, and gives what it wrote to the file called `out`. */
export function runOpenssl(args: string[], files: Record<string, Uint8Array | string>): Buffer {
  const directory = mkdtempSync(join(tmpdir(), 'zelf-openssl-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content)
    execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' })
    return readFileSync(join(directory, 'out'))
  } finally {
    rmSync(directory, { recursive: true })
  }
}
