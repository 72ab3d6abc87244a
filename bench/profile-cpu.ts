import { mkdirSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import path from 'node:path'

/** Writes down what this process spends its time with, between start and stop, for Chrome's or an editor's viewer. */
export function createProfiler(): { start: () => Promise<void>; stop: (file: string) => Promise<void> } {
  const session = new Session()
  return {
    async start() {
      session.connect()
      await session.post('Profiler.enable')
      await session.post('Profiler.start')
    },
    async stop(file) {
      const { profile } = await session.post('Profiler.stop')
      session.disconnect()
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify(profile))
    },
  }
}
