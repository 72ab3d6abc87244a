import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What is alive after everything that is not has been collected, buffers outside the heap included. */
export function liveBytes(): number {
  setFlagsFromString('--expose_gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('the garbage collector cannot be called')
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
