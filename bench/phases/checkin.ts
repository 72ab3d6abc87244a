import { alternate, type PhaseReport } from '#bench/alternate.ts'
import type { Bench } from '#bench/open-bench.ts'
import { requestsInTurn } from '#bench/requests-in-turn.ts'
import { runLoad } from '#bench/run-load.ts'
import { inParallel } from '#simulator/swarm/in-parallel.ts'
import { signedRequests } from '#simulator/swarm/signed-requests.ts'

/** Macs that tell where pushes reach them. */
export async function benchCheckin(bench: Bench): Promise<PhaseReport> {
  const requests = await inParallel(bench.macs, 8, signedRequests.tokenUpdate)
  const next = requestsInTurn(requests, ({ status }) => status === 200)
  return alternate(bench, { run: (seconds) => runLoad(bench.connections, next, seconds) })
}
