import path from 'node:path'
import type { BenchChild } from './control-channel.ts'
import type { BenchOptions } from './options.ts'

/** Does something while the server writes down what it spends its time with, if that is wanted. */
export async function profiled<T>(
  { options, server }: { options: BenchOptions; server: BenchChild },
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const directory = options.profileDirectory
  if (directory === null) return work()
  await server.ask('startProfile')
  const result = await work()
  await server.ask('stopProfile', path.resolve(directory, `${name}.cpuprofile`))
  return result
}
