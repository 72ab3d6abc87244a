import { performance } from 'node:perf_hooks'
import type { SwarmConnection } from '#simulator/swarm/connection.ts'
import type { SwarmReply } from '#simulator/swarm/reply-reader.ts'

/** One request and what to do with its answer. */
export type Job = {
  request: Buffer | readonly Buffer[]
  /** Gives false when the answer is not the right one. */
  take: (reply: SwarmReply) => boolean
}

export type Load = { requests: number; seconds: number; latenciesMs: number[]; lost: number }

/** Each connection asks for a job, does it and asks again, until there is none or the time is over. */
export async function runLoad(
  connections: readonly SwarmConnection[],
  next: () => Job | null,
  seconds: number,
): Promise<Load> {
  const latenciesMs: number[] = []
  let lost = 0
  const startedAt = performance.now()
  const endAt = startedAt + seconds * 1000
  const work = async (connection: SwarmConnection): Promise<void> => {
    for (;;) {
      const at = performance.now()
      if (at >= endAt) return
      const job = next()
      if (!job) return
      try {
        if (!job.take(await connection.send(job.request))) lost += 1
      } catch {
        lost += 1
      }
      latenciesMs.push(performance.now() - at)
    }
  }
  await Promise.all(connections.map(work))
  const took = (performance.now() - startedAt) / 1000
  return { requests: latenciesMs.length, seconds: took, latenciesMs, lost }
}
