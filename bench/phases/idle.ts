import { alternate, type PhaseReport } from '#bench/alternate.ts'
import type { Bench } from '#bench/open-bench.ts'
import { requestsInTurn } from '#bench/requests-in-turn.ts'
import { runLoad } from '#bench/run-load.ts'
import { inParallel } from '#simulator/swarm/in-parallel.ts'
import { signedRequests } from '#simulator/swarm/signed-requests.ts'

/** Macs that ask and have nothing to do. */
export async function benchIdle(bench: Bench): Promise<PhaseReport> {
  const requests = await inParallel(bench.macs, 8, signedRequests.idle)
  const next = requestsInTurn(requests, ({ status, body }) => status === 200 && body.length === 0)
  return alternate(bench, { name: 'idle', run: (seconds) => runLoad(bench.connections, next, seconds) })
}
