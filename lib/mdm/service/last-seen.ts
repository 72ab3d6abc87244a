import { storeLastSeen } from '../store/enrollments.ts'
import type { MdmOptions } from './mdm-options.ts'

/**
 * Remembers who spoke when, and writes it down a few seconds later, all at once.
 * Source: Apple, "Dealing with inactive devices"
 */
export type LastSeen = {
  note(enrollmentId: string): void
  flush(): Promise<void>
}

const flushAfterMs = 3000

/**
 * Starts remembering. What is lost in a crash is a few seconds of `last_seen_at`, never a command.
 * Source: Apple, "Dealing with inactive devices"
 */
export function createLastSeen(options: Pick<MdmOptions, 'sql' | 'clock' | 'log'>): LastSeen {
  let seen = new Map<string, Date>()
  let timer: NodeJS.Timeout | null = null

  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer)
    timer = null
    if (seen.size === 0) return
    const batch = seen
    seen = new Map()
    try {
      await storeLastSeen(options.sql, batch)
    } catch (error) {
      options.log({ level: 'warn', message: 'could not write when devices were last seen', error })
    }
  }
  return {
    note(enrollmentId) {
      seen.set(enrollmentId, options.clock())
      timer ??= setTimeout(flush, flushAfterMs).unref()
    },
    flush,
  }
}
