import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** The processes that have these words on their command line: PostgreSQL, the push service, the Macs. */
export function processesWith(words: string): string[] {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' })
  return list.split('\n').filter((line) => line.includes(words))
}

/** After a kill -9: waits until what the process had started has noticed, and is gone too. */
export async function untilGone(words: string): Promise<void> {
  while (processesWith(words).length > 0) await sleep(20)
}
