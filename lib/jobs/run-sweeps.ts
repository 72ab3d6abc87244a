import { log } from '#lib/server/log.ts'
import { type Sweep, sweeps } from './sweeps.ts'

/** Runs every sweep; one that fails is tried again a minute later and does not keep the others from running. */
export async function runSweeps(list: readonly Sweep[] = sweeps): Promise<void> {
  for (const sweep of list) {
    try {
      await sweep.run()
    } catch (error) {
      log.error({ err: error, sweep: sweep.name }, 'a sweep failed')
    }
  }
}
