import { log } from './log.ts'
import { runtime } from './runtime.ts'

export interface Health {
  ok: boolean
  /** Whether the database answers, and in how many milliseconds. */
  database: { ok: boolean; milliseconds: number | null }
  /** Whether Macs can be woken. */
  push: string
}

/** Looks at what Zelf cannot do without. A push service that fails only delays, so it does not make Zelf unhealthy. */
export async function checkHealth(): Promise<Health> {
  const started = performance.now()
  try {
    const push = await runtime().mdm.pushStatus()
    const milliseconds = Math.round(performance.now() - started)
    return { ok: true, database: { ok: true, milliseconds }, push: push.state }
  } catch (error) {
    log.warn({ err: error }, 'the health check failed')
    return { ok: false, database: { ok: false, milliseconds: null }, push: 'unknown' }
  }
}
