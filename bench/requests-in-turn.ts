import type { SwarmReply } from '#simulator/swarm/reply-reader.ts'
import type { Job } from './run-load.ts'

/** The same requests over and over, each one again only when its answer is there. */
export function requestsInTurn(
  requests: readonly Buffer[],
  isRight: (reply: SwarmReply) => boolean,
): () => Job | null {
  const free = requests.map((request) => {
    const job: Job = {
      request,
      take(reply) {
        free.push(job)
        return isRight(reply)
      },
    }
    return job
  })
  return () => free.shift() ?? null
}
