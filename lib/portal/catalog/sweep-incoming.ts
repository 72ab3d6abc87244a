import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { incomingFolder } from './save-upload.ts'

/**
 * Removes what uploads left behind when the process was killed in the middle. Returns how many files went.
 * before  only files last written before this moment: at the start of the server that is now, since nothing runs yet
 */
export async function sweepIncoming(before: Date): Promise<number> {
  const folder = incomingFolder()
  let removed = 0
  for (const name of await namesIn(folder)) {
    const file = path.join(folder, name)
    if ((await stat(file)).mtime >= before) continue
    await rm(file, { force: true })
    removed += 1
  }
  return removed
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
