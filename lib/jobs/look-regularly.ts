import { log } from '#lib/server/log.ts'

/** Runs `look` every so often, never twice at a time, until the returned function is called. */
export function lookRegularly(
  name: string,
  everyMs: number,
  look: () => Promise<unknown>,
): () => Promise<void> {
  let running: Promise<void> | null = null
  const timer = setInterval(() => {
    running ??= look()
      .then(
        () => undefined,
        (error: unknown) => log.error({ err: error, name }, 'a look for work failed'),
      )
      .finally(() => {
        running = null
      })
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await running
  }
}
