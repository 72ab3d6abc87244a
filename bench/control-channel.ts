import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'
import { once } from 'node:events'

type Question = { id: number; ask: string; about: unknown }
type Answer = { id: number; value?: unknown; failure?: string }

/** A program of the bench in a process of its own, which does as it is asked over IPC. */
export type BenchChild = {
  process: ChildProcess
  ask: <T>(what: string, about?: unknown) => Promise<T>
  /** Hears what the child says unasked. */
  onNews: (hear: (news: unknown) => void) => void
  /** Ends it in an orderly way, or at once. */
  end: (signal?: NodeJS.Signals) => Promise<void>
}

export class BenchChildError extends Error {
  readonly code = 'bench-child'
}

/** Starts a program and waits until it is ready for questions. */
export async function startChild(
  module: string,
  settings: object,
  options: ForkOptions = {},
): Promise<BenchChild> {
  const child = fork(module, [JSON.stringify(settings)], {
    serialization: 'advanced',
    execArgv: [],
    ...options,
  })
  const open = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let hear: (news: unknown) => void = () => undefined
  let last = 0
  child.on('message', (message: Answer | { news: unknown }) => {
    if ('news' in message) return hear(message.news)
    const waiting = open.get(message.id)
    open.delete(message.id)
    if (message.failure === undefined) waiting?.resolve(message.value)
    else waiting?.reject(new BenchChildError(message.failure))
  })
  child.on('exit', (code, signal) => {
    const error = new BenchChildError(`${module} ended with ${signal ?? code}`)
    for (const { reject } of open.values()) reject(error)
    open.clear()
  })
  const ask = <T>(what: string, about?: unknown): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      last += 1
      open.set(last, { resolve: (value) => resolve(value as T), reject })
      child.send({ id: last, ask: what, about } satisfies Question, (error) => error && reject(error))
    })
  const end = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
  await ask('ready')
  return {
    process: child,
    ask,
    onNews(listener) {
      hear = listener
    },
    end,
  }
}

/** The child's side: what it can be asked. It ends with the one who started it. */
export function answerParent(handlers: Record<string, (about: never) => unknown>): void {
  process.on('message', async ({ id, ask, about }: Question) => {
    try {
      const handler = handlers[ask]
      if (!handler && ask !== 'ready') throw new BenchChildError(`nobody knows “${ask}” here`)
      tell({ id, value: await handler?.(about as never) })
    } catch (error) {
      const failure = error instanceof Error ? (error.stack ?? error.message) : String(error)
      tell({ id, failure })
    }
  })
  process.on('disconnect', () => process.exit(0))
}

export function tellParent(news: unknown): void {
  tell({ news })
}

/** Nobody is there to hear it any more when it cannot be told; then the end is near in any case. */
function tell(message: Answer | { news: unknown }): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
}
