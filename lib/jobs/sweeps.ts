export interface Sweep {
  name: string
  run(): Promise<unknown>
}

/** What is looked at every minute, so that nothing waits for ever when word of it was lost. */
export const sweeps: Sweep[] = []
