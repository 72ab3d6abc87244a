import { setTimeout as wait } from 'node:timers/promises'

/** Waits, unless there is nothing to wait for. Rejects with an AbortError when the signal fires. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  if (milliseconds > 0) await wait(milliseconds, undefined, { signal, ref: true })
}
