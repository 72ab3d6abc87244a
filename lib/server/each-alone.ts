import { log } from '#lib/server/log.ts'

/** Runs a piece of due work for each; one that fails is logged and tried at the next turn, and holds up nothing else. */
export async function eachAlone<T>(
  items: readonly T[],
  work: string,
  run: (item: T) => Promise<boolean>,
): Promise<number> {
  let done = 0
  for (const item of items) {
    try {
      if (await run(item)) done += 1
    } catch (error) {
      log.error({ err: error, work, item }, 'due work failed')
    }
  }
  return done
}
